import { type Model, taskTitles } from '../../../shared/contract/catalog.ts'
import type { Check, Verdict } from '../../../shared/contract/evidence.ts'
import type { RegisteredModel } from '../../../shared/contract/registry.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import type { RequestState } from '../../../shared/review-machine.ts'
import { worstVerdict } from '../../../shared/states.ts'
import { tierWords } from '../../../shared/tiering-words.ts'

export interface ModelRow {
  readonly name: string
  readonly useCase: string
  readonly tier: string
  readonly task: string
  readonly owner: string
  readonly versions: number
  readonly latest: number | null
  /** State of the newest review of the newest version; null where there is none. */
  readonly review: RequestState | null
  /** The most worrying verdict among the checks of the newest version. */
  readonly verdict: Verdict | undefined
  /** Versions of an MLflow client's registry without a manifest. */
  readonly awaiting: number
  /** Registered by a client, and no model of the catalog. */
  readonly registeredOnly: boolean
}

/** What the list shows of each model: its newest version with the newest review and the worst check of that version. */
export function toModelRows(models: readonly Model[], checks: readonly Check[], reviews: readonly Review[], registered: readonly RegisteredModel[]): ModelRow[] {
  const known = models.map((model) => {
    const latest = model.versions.toSorted((a, b) => b.number - a.number)[0]
    return {
      name: model.name,
      useCase: model.useCaseName,
      tier: tierWords(model.tier),
      task: taskTitles[model.task],
      owner: model.owner,
      versions: model.versions.length,
      latest: latest?.number ?? null,
      review: latestReview(reviews, latest?.ref)?.state ?? null,
      verdict: worstVerdict(checks.filter((check) => check.version === latest?.ref).map((check) => check.verdict)),
      awaiting: registered.filter((one) => one.model?.name === model.name).reduce((sum, { awaiting }) => sum + awaiting, 0),
      registeredOnly: false,
    }
  })
  const foreign = registered.filter(({ model }) => model === null).map(({ name, by, awaiting }) => ({ name, useCase: 'registered by an MLflow client', tier: '–', task: '–', owner: by, versions: 0, latest: null, review: null, verdict: undefined, awaiting, registeredOnly: true }))
  return [...known, ...foreign]
}

export const latestReview = (reviews: readonly Review[], ref: string | undefined): Review | undefined =>
  reviews.filter((review) => review.version === ref).toSorted((a, b) => b.seq - a.seq)[0]
