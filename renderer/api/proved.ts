import type { LedgerState } from '../../shared/contract/ledger.ts'

/** Evidence speaks of the history that was signed: where the entries were found to be others, it proves nothing of what is shown. */
export const isContradicted = ({ lastVerification }: Pick<LedgerState, 'lastVerification'>): boolean => lastVerification?.verdict === 'broken' || lastVerification?.verdict === 'unreadable'

/** Up to where outside evidence covers the ledger, in a sentence. */
export function describeProved(state: Pick<LedgerState, 'size' | 'provedSize' | 'lastVerification'>): string {
  const { size, provedSize } = state
  if (isContradicted(state)) return 'The evidence contradicts the entries: see the findings.'
  return provedSize === 0 ? 'None is covered by outside evidence.' : `Proved up to entry ${provedSize - 1}; ${size - provedSize} after it.`
}
