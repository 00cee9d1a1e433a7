import { useCaseId } from '../../../shared/ids.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { EntryOf } from '../ledger/folds.ts'
import { insertAssessment, readNewestAssessment, readUseCase, updateTier } from './store.ts'

type AssessedEntry = EntryOf<'use-case.assessed/v1'>

/** `U-3` is entry 3. */
export const useCaseSeq = (id: string): number => Number(id.slice(2))

/** Set by hand, else computed; the strictest where nothing is allowed. */
const tierInForce = ({ override, outcome }: AssessedEntry['body']) => (outcome.tier === null ? 1 : (override?.tier ?? outcome.tier))

export function foldAssessment({ seq, at, actor, body }: AssessedEntry, index: Index): void {
  const of = useCaseId.safeParse(body.useCase).success ? readUseCase(index, useCaseSeq(body.useCase)) : undefined
  // An assessment of nothing changes no record.
  if (!of) return
  const tier = tierInForce(body)
  const before = readNewestAssessment(index, of.seq)
  insertAssessment(index, { seq, useCase: of.seq, at, by: actor, tier, beforeTier: of.tier, beforeSeq: before?.seq ?? null, body })
  updateTier(index, of.seq, tier)
}

export function summarizeAssessment({ body }: AssessedEntry): { summary: string; subject: string } {
  const { override, outcome, useCase } = body
  if (outcome.tier === null) return { summary: `Assessment of ${useCase}: not allowed`, subject: useCase }
  const by = override ? `, set by hand in place of the computed ${outcome.tier}` : ''
  return { summary: `Assessment of ${useCase}: tier ${tierInForce(body)}${by}`, subject: useCase }
}
