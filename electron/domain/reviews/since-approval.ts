import type { Manifest } from '../../../shared/contract/catalog.ts'
import type { CheckDetail } from '../../../shared/contract/evidence.ts'
import type { TierDemands } from '../../../shared/contract/policies.ts'
import type { Distance, SinceApproval } from '../../../shared/contract/reviews.ts'
import { toManifestChanges, toPackageShare } from '../../../shared/manifest-changes.ts'
import { toWords } from '../../../shared/id-words.ts'

/** One version with the checks that ran on it. */
export interface Measured {
  version: string
  manifest: Manifest
  checks: readonly Pick<CheckDetail, 'id' | 'kind' | 'seq' | 'at' | 'result'>[]
}

/**
 * What changed between the version that was approved last and another one, added up: the distance is always from the approval, so many small
 * changes count as the large one that they are. `approved` null: there was none, and everything is new.
 */
export function toSinceApproval(approved: (Measured & { review: string }) | null, now: Measured, budget: TierDemands['changeBudget']): SinceApproval {
  if (approved === null) return { review: null, version: null, changes: [], distance: [], over: [] }
  const distance = [psiOf(now), dropOf(approved, now), codeOf(approved, now)]
  const limits: Record<Distance['of'], number | null> = { psi: budget?.psi ?? null, metric_drop: budget?.metricDrop ?? null, code_share: budget?.codeShare ?? null }
  const measured = distance.map((one) => ({ ...one, limit: limits[one.of] }))
  return {
    review: approved.review,
    version: approved.version,
    changes: toManifestChanges(approved.manifest, now.manifest),
    distance: measured,
    over: measured.filter(({ value, limit }) => value !== null && limit !== null && value > limit).map(({ of }) => of),
  }
}

/** What is further from an approval than its budget allows, added up since it was given, and when that was known. `now.at`: when what is measured was built. */
export function findOver(approved: Measured, now: Measured & { at: string }, budget: TierDemands['changeBudget']): (Distance & { at: string })[] {
  const { distance, over } = toSinceApproval({ ...approved, review: '' }, now, budget)
  const kinds = { psi: 'drift', metric_drop: 'performance', code_share: null }
  const newestOf = (kind: string | null) => now.checks.filter((one) => one.kind === kind).toSorted((a, b) => b.seq - a.seq)[0]?.at ?? now.at
  return distance.filter(({ of }) => over.includes(of)).map((one) => ({ ...one, at: newestOf(kinds[one.of]) }))
}

type Found = Omit<Distance, 'limit'>

/** The largest PSI of any column, in the newest drift check of the version. */
function psiOf({ checks }: Measured): Found {
  const [newest] = checks.filter(({ kind }) => kind === 'drift').toSorted((a, b) => b.seq - a.seq)
  const found = newest?.result?.metrics.filter(({ name, value }) => name === 'psi' && value !== null) ?? []
  const largest = found.toSorted((a, b) => b.value! - a.value!)[0]
  return largest ? { of: 'psi', value: largest.value, detail: `${largest.over.join(', ') || 'all columns'}, in ${newest!.id}` } : { of: 'psi', value: null, detail: 'No drift check of this version says how far its data moved.' }
}

/** How much worse the worst judged figure of the newest performance checks is, in its own unit. */
function dropOf(approved: Measured, now: Measured): Found {
  const [before, after] = [approved, now].map(wholeFigures)
  const drops = [...before!].flatMap(([name, was]) => {
    const is = after!.get(name)
    if (!is) return []
    const higherIsBetter = was.threshold?.min !== undefined
    return [{ name, by: higherIsBetter ? was.value - is.value : is.value - was.value, ids: `${was.id} and ${is.id}` }]
  })
  const worst = drops.toSorted((a, b) => b.by - a.by)[0]
  return worst ? { of: 'metric_drop', value: Math.max(0, worst.by), detail: `${toWords(worst.name)}, between ${worst.ids}` } : { of: 'metric_drop', value: null, detail: 'No figure with a limit was measured on both versions.' }
}

function wholeFigures({ checks }: Measured) {
  const newestFirst = checks.filter(({ kind }) => kind === 'performance').toSorted((a, b) => b.seq - a.seq)
  const figures = new Map<string, { id: string; value: number; threshold: { min?: number | undefined } | null }>()
  for (const { id, result } of newestFirst) {
    for (const { name, over, value, threshold } of result?.metrics ?? []) {
      if (over.length === 0 && value !== null && threshold !== null && !figures.has(name)) figures.set(name, { id, value, threshold })
    }
  }
  return figures
}

function codeOf({ manifest: before }: Measured, { manifest: after }: Measured): Found {
  const packages = toPackageShare(before, after)
  const commit = before.code?.commit === after.code?.commit ? '' : ' The commit changed as well; how much of the code that is, the manifest does not say.'
  if (!packages) return { of: 'code_share', value: null, detail: `The environments can not be compared.${commit}` }
  return { of: 'code_share', value: packages.share, detail: `${packages.changed} of ${packages.of} packages.${commit}` }
}
