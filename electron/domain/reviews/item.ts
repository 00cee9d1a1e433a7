import type { EvidenceName, EvidenceRef, ItemAct, ItemPermission } from '../../../shared/contract/review-item.ts'
import { AppError } from '../../../shared/errors.ts'
import { parseRef } from '../../../shared/ids.ts'
import type { Reviews, ReviewsOptions } from './service.ts'

/** What findings, conditions, waivers, challenges, comments and delegations are made of: the sources of reviews, and reviews themselves. */
export interface ItemOptions extends ReviewsOptions {
  /** Knows the kinds of evidence. */
  isKind: (kind: string) => boolean
  reviews: Pick<Reviews, 'facts' | 'list' | 'tick' | 'now'>
}

export const numberOf = (id: string): number => Number(id.slice(2))

export const toItemAct = ({ seq, at, actor }: { seq: number; at: string; actor: string }, what: string, text: string): ItemAct => ({ seq, at, by: actor, what, text })

/** NOT_FOUND names what there is. */
export function known<T>(row: T | undefined, what: string, id: string, others: readonly string[]): T {
  if (row !== undefined) return row
  throw new AppError('NOT_FOUND', `There is no ${what} ${id} in this workspace. ${others.length === 0 ? 'There is none yet.' : `There are: ${others.slice(0, 12).join(', ')}.`}`)
}

/** FORBIDDEN with the sentence, where there is one. */
export function refuse(why: string | null): void {
  if (why !== null) throw new AppError('FORBIDDEN', why)
}

export const toPermissions = (whys: Readonly<Record<string, string | null>>): ItemPermission[] => Object.entries(whys).map(([act, why]) => ({ act, allowed: why === null, why: why ?? 'You may do this now.' }))

/** The evidence that somebody names, bound to its digest: of this version, or of a later one of the same model. BAD_INPUT lists what there is. */
export function findEvidence({ holdings }: Pick<ItemOptions, 'holdings'>, about: string, { id, version = about }: EvidenceName): EvidenceRef {
  const [mine, theirs] = [parseRef(about), parseRef(version)]
  if (mine.name !== theirs.name || theirs.number < mine.number) throw new AppError('BAD_INPUT', `${version} is no later version of ${mine.name} than ${about}; evidence on it says nothing about ${about}.`)
  const held = holdings.gather(holdings.about(version)).records
  const found = held.findLast((one) => one.id === id)
  if (found) return { version, id, kind: found.kind, sha256: found.sha256 }
  throw new AppError('BAD_INPUT', `${version} has no evidence ${id}. It has: ${[...new Set(held.map((one) => one.id))].slice(-12).join(', ')}.`)
}
