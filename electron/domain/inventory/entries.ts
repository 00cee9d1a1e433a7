import type { Folds, Summaries } from '../ledger/folds.ts'

/** An attestation is read from its entry; nothing is kept of it in records. */
export const inventoryFolds: Folds<'inventory.attested/v1'> = { 'inventory.attested/v1': () => undefined }

export const inventorySummaries: Summaries<'inventory.attested/v1'> = {
  'inventory.attested/v1': ({ seq, body: { period, scope, models } }) => ({
    summary: `Inventory attested for ${period.from} to ${period.to}: ${scope === 'all' ? 'all models' : 'own models'}, ${models}`,
    subject: `A-${seq}`,
  }),
}
