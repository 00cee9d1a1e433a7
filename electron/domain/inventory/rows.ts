import type { Manifest, Model, UseCase } from '../../../shared/contract/catalog.ts'
import type { SealedDocument } from '../../../shared/contract/documents.ts'
import type { E23Field, InventoryRow } from '../../../shared/contract/inventory.ts'
import type { Review, WatchedApproval } from '../../../shared/contract/reviews.ts'
import { plural } from '../../../shared/counts.ts'
import { isLive, isOpen, type RequestState } from '../../../shared/review-machine.ts'
import { tierWords } from '../../../shared/tiering-words.ts'
import { toFieldLine } from '../documents/service.ts'

/** A sealed document that is in force, with what stands in it; null where that was erased. */
export interface Written {
  id: string
  seq: number
  subject: { type: string; ref: string }
  content: Pick<SealedDocument, 'fields' | 'quotes'> | null
}

/** All that one row is made of. */
export interface RowFacts {
  model: Model
  useCase: UseCase
  /** Of the model, all of them. */
  reviews: readonly Review[]
  watched: readonly WatchedApproval[]
  /** The newest document of each kind. */
  entry: Written | undefined
  roles: Written | undefined
  /** Deployment records of the versions of the model, the newest first. */
  deployments: readonly Written[]
  /** The newest report on the version in production, or else on the newest one; the manifest is of the same version. */
  validation: Written | undefined
  manifest: Manifest | null
  gaps: string[] | null
  nameOf: (email: string) => string
  today: string
}

/** From the state that needs most attention to the one that needs least. */
const concerns: readonly RequestState[] = ['suspended', 'changes_requested', 'incomplete', 'pending_decision', 'in_review', 'in_validation', 'submitted', 'draft']

export function toRow(facts: RowFacts): InventoryRow {
  const { model, useCase, reviews, roles, gaps } = facts
  const { name, task, owner } = model
  const approval = findApproval(facts)
  const open = reviews.filter(({ state }) => isOpen(state) || state === 'suspended').toSorted((a, b) => concerns.indexOf(a.state) - concerns.indexOf(b.state))[0]
  const watched = facts.watched.filter(({ review }) => reviews.some(({ id }) => id === review))
  const triggers = watched.flatMap((one) => one.triggers)
  const deputies = fieldOf(roles, 'deputies')
  const row = {
    model: name,
    task,
    tier: useCase.tier,
    tierBasis: useCase.assessed === null ? ('stated' as const) : useCase.assessed.overridden ? ('by_hand' as const) : ('assessed' as const),
    useCase: useCase.id,
    useCaseName: useCase.name,
    owner,
    deputies: deputies === null ? null : { names: deputies, document: roles!.id },
    newest: newestOf(model),
    inService: findInService(facts.deployments, facts.today),
    approval: approval && { review: approval.id, version: approval.version, state: approval.state, until: approval.expiresAt, daysLeft: watched.find(({ review }) => review === approval.id)?.daysLeft ?? null },
    open: open ? { review: open.id, version: open.version, state: open.state } : null,
    overdue: triggers.filter(({ id }) => id === 'check_overdue').length,
    triggers: triggers.filter(({ id }) => id !== 'check_overdue'),
    gaps,
  }
  return { ...row, e23: toE23(facts, row, approval) }
}

export const newestOf = ({ versions }: Model): string | null => versions.toSorted((a, b) => b.number - a.number)[0]?.ref ?? null

/** The newest deployment record of a version that names no end, or one that is still to come. */
export function findInService(deployments: readonly Written[], today: string): InventoryRow['inService'] {
  const standing = deployments.find((one) => !hasEnded(fieldOf(one, 'to'), today))
  if (!standing) return null
  const since = dayIn(fieldOf(standing, 'from')) ?? fieldOf(standing, 'from')
  return { version: standing.subject.ref, environment: fieldOf(standing, 'environment'), since, document: standing.id }
}

const dayIn = (text: string | null): string | null => /\d{4}-\d\d-\d\d/.exec(text ?? '')?.[0] ?? null
function hasEnded(to: string | null, today: string): boolean {
  const day = dayIn(to)
  return day !== null && day < today
}

function findApproval({ reviews }: RowFacts): Review | null {
  return reviews.filter(({ state }) => isLive(state)).toSorted((a, b) => b.seq - a.seq)[0] ?? null
}

export const fieldOf = (written: Written | undefined, id: string): string | null => toFieldLine(written?.content ?? null, id)

function toE23(facts: RowFacts, row: Omit<InventoryRow, 'e23'>, approval: Review | null): Record<E23Field, string | null> {
  const { model, useCase, entry, roles, manifest, reviews, nameOf } = facts
  const signed = (...meanings: string[]) => approval?.signatures.filter(({ counts, meaning }) => counts && meanings.includes(meaning)).map(({ email }) => nameOf(email)).join(', ') || null
  const decided = reviews.flatMap(({ moves }) => moves).filter(({ to }) => isLive(to) || to === 'rejected').toSorted((a, b) => b.seq - a.seq)[0]
  return {
    model_id: model.name,
    name_features_use: [model.description, useCase.purpose].filter(Boolean).join(' ') || null,
    risk_rating: `tier ${tierWords(row.tier)}`,
    owner: nameOf(model.owner),
    developer: fieldOf(entry, 'developer') ?? fieldOf(roles, 'developers'),
    origin: fieldOf(entry, 'origin'),
    version: row.inService?.version ?? row.newest,
    deployment_date: row.inService?.since ?? null,
    reviewer: signed('review', 'validation', 'verification') ?? fieldOf(roles, 'reviewers'),
    approver: signed('approval') ?? fieldOf(roles, 'final_approver'),
    dependencies: fieldOf(entry, 'dependencies'),
    data_sources: manifest?.data.map(({ snapshot }) => snapshot).join(', ') || null,
    approved_uses: approval ? `${approval.useCaseName} (${approval.id})` : fieldOf(entry, 'approved_uses'),
    limitations_exceptions: [fieldOf(facts.validation, 'limitations'), approval?.state === 'approved_with_conditions' ? `approved with conditions (${approval.id})` : null].filter(Boolean).join('; ') || null,
    last_review_date: decided?.at.slice(0, 10) ?? null,
    monitoring_status: approval === null ? null : toMonitoring(row),
    next_review_date: approval?.expiresAt?.slice(0, 10) ?? null,
  }
}

function toMonitoring({ overdue, triggers }: Pick<InventoryRow, 'overdue' | 'triggers'>): string {
  const late = overdue === 0 ? 'no check is late' : `${plural(overdue, 'check')} late`
  return triggers.length === 0 ? `${late}, nothing asks for another look` : `${late}; ${triggers.map(({ detail }) => detail).join(' ')}`
}
