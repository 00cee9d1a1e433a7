import { e23Titles, type E23Field, type InventoryChange, type InventoryRow } from './contract/inventory.ts'
import { inventoryColumns, notRecorded } from './inventory-words.ts'

type Told = { title: string; value: (row: InventoryRow) => string | number | null }

/** Fields of E-23 that no column says already. */
const further: readonly E23Field[] = ['developer', 'origin', 'deployment_date', 'reviewer', 'approver', 'dependencies', 'data_sources', 'approved_uses', 'limitations_exceptions', 'last_review_date']
const told: readonly Told[] = [
  // The days left are fewer every day without anything having changed.
  ...inventoryColumns.filter(({ title }) => title !== 'days left'),
  ...further.map((field) => ({ title: e23Titles[field].toLowerCase(), value: (row: InventoryRow) => row.e23[field] ?? null })),
]

/** What a second inventory says otherwise than a first one, model by model. */
export function diffInventories(before: readonly InventoryRow[], after: readonly InventoryRow[]): InventoryChange[] {
  const old = new Map(before.map((row) => [row.model, row]))
  const now = new Set(after.map(({ model }) => model))
  const kept = after.flatMap((row): InventoryChange[] => {
    const was = old.get(row.model)
    if (!was) return [{ model: row.model, what: 'added', changes: [] }]
    const changes = told.map(({ title, value }) => ({ title, before: toWords(value(was)), after: toWords(value(row)) })).filter((one) => one.before !== one.after)
    return changes.length === 0 ? [] : [{ model: row.model, what: 'changed', changes }]
  })
  const gone = before.filter(({ model }) => !now.has(model)).map(({ model }): InventoryChange => ({ model, what: 'removed', changes: [] }))
  return [...kept, ...gone].toSorted((a, b) => (a.model < b.model ? -1 : 1))
}

const toWords = (value: string | number | null): string => (value === null ? notRecorded : String(value))
