import type { Summaries } from './folds.ts'

export const ledgerSummaries: Summaries<'genesis/v1'> = {
  'genesis/v1': ({ body }) => ({ summary: `Ledger of ${body.name} begins`, subject: null }),
}
