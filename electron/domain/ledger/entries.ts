import type { Summaries } from './folds.ts'

/** Folded into the list of entries alone: what a witness knows is the newest row about an origin or a key. */
export const ledgerSummaries: Summaries<'genesis/v1' | 'witness.cosigned/v1' | 'checkpoint.seen/v1'> = {
  'genesis/v1': ({ body }) => ({ summary: `Ledger of ${body.name} begins`, subject: null }),
  'witness.cosigned/v1': ({ body }) => ({ summary: `${body.witness.name} cosigned the first ${body.size} entries`, subject: body.witness.vkey }),
  'checkpoint.seen/v1': ({ body }) => ({
    summary: `${body.size} entries of ${body.origin} seen${body.witness ? ` and cosigned as ${body.witness.name}` : ''}`,
    subject: body.origin,
  }),
}
