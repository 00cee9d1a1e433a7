import type { ReproductionTerms } from '../../../../shared/contract/reproductions.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Index } from '../../../platform/sqlite.ts'
import type { EntryDraft } from '../../ledger/service.ts'
import { readSeals } from '../store.ts'
import { whyNotReproduce, whyNotTerms } from './rules.ts'

/** Names the exact seal that is repeated. Called within the append that begins the rerun. CONFLICT, BAD_INPUT. */
export function toDeclaration(index: Index, run: string, { original, terms }: { original: string; terms: ReproductionTerms }): EntryDraft {
  const refused = whyNotTerms(terms)
  if (refused !== null) throw new AppError('BAD_INPUT', refused)
  const seal = readSeals(index, original)[0]
  const why = whyNotReproduce(original, seal)
  if (why !== null || !seal) throw new AppError('CONFLICT', why ?? '')
  return { kind: 'run.reproduction-declared/v1', body: { run, original, number: seal.number, description: seal.sha256, terms } }
}
