import type { Ledger } from '../../electron/domain/ledger/service.ts'

const batch = 1_000

/**
 * Appends entries through the real append path until the ledger holds `size` of them, a thousand a transaction. They withdraw a
 * document that does not exist, which folds into no record: what is tried with such a ledger is its length.
 */
export function fillLedger(ledger: Ledger, actor: string, size: number): void {
  for (let from = ledger.tip().size; from < size; from += batch) {
    const drafts = Array.from({ length: Math.min(batch, size - from) }, (_, step) => ({
      kind: 'document.withdrawn/v1' as const,
      body: { document: 'N-1', reason: `row ${from + step}` },
    }))
    ledger.append(actor, () => drafts)
  }
}
