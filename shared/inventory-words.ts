import { e23Titles, type E23Field, type InventoryRow } from './contract/inventory.ts'
import { toCsv } from './csv.ts'
import { reviewStates } from './states.ts'
import { tierWords } from './tiering-words.ts'

export const notRecorded = 'not recorded'

const basisWords: Record<InventoryRow['tierBasis'], string> = { stated: 'stated', assessed: 'assessed', by_hand: 'set by hand' }

/** `until 2027-11-20 (364 days)`, or why there is no live approval. */
export function toApprovalWords({ approval }: InventoryRow): string {
  if (approval === null) return 'none'
  const { until, daysLeft, state } = approval
  const word = reviewStates[state].word
  return until === null ? word : `${word} until ${until.slice(0, 10)} (${daysLeft} days)`
}

/** What is shown of a row, by the title of its column; null: nobody recorded it. */
export const inventoryColumns: readonly { title: string; value: (row: InventoryRow) => string | number | null }[] = [
  { title: 'model', value: (row) => row.model },
  { title: 'tier', value: (row) => row.tier },
  { title: 'tier is', value: (row) => basisWords[row.tierBasis] },
  { title: 'use case', value: (row) => row.useCaseName },
  { title: 'owner', value: (row) => row.owner },
  { title: 'deputies', value: (row) => row.deputies?.names ?? null },
  { title: 'newest', value: (row) => row.newest },
  { title: 'in production', value: (row) => row.inService?.version ?? null },
  { title: 'approval', value: ({ approval }) => (approval === null ? 'none' : reviewStates[approval.state].word) },
  { title: 'approved until', value: (row) => row.approval?.until ?? null },
  { title: 'days left', value: (row) => row.approval?.daysLeft ?? null },
  { title: 'open review', value: (row) => (row.open === null ? 'none' : `${row.open.review} ${reviewStates[row.open.state].word}`) },
  { title: 'checks late', value: (row) => row.overdue },
  { title: 'early triggers', value: (row) => row.triggers.length },
  { title: 'evidence missing', value: (row) => row.gaps?.length ?? null },
]

/** Every row with every column, then the fields of E-23, Appendix 1. */
export function toInventoryCsv(rows: readonly InventoryRow[]): string {
  const fields = Object.keys(e23Titles) as E23Field[]
  const orNot = (value: string | number | null) => value ?? notRecorded
  return toCsv([
    [...inventoryColumns.map(({ title }) => title), ...fields.map((field) => `E-23 ${e23Titles[field]}`)],
    ...rows.map((row) => [...inventoryColumns.map(({ value }) => orNot(value(row))), ...fields.map((field) => orNot(row.e23[field]))]),
  ])
}

export const inventoryGroupings = ['tier', 'owner', 'use-case'] as const
export type InventoryGrouping = (typeof inventoryGroupings)[number]

const groupOf: Record<InventoryGrouping, (row: InventoryRow) => string> = {
  tier: ({ tier }) => tierWords(tier),
  owner: ({ owner }) => owner,
  'use-case': ({ useCaseName }) => useCaseName,
}

export interface InventoryGroup {
  name: string
  models: number
  approved: number
  open: number
  late: number
  /** Models whose newest version lacks evidence. */
  incomplete: number
}

/** How many of each group stand how, by the name of the group. */
export function groupInventory(rows: readonly InventoryRow[], by: InventoryGrouping): InventoryGroup[] {
  const groups = Map.groupBy(rows, groupOf[by])
  return [...groups]
    .map(([name, all]) => ({
      name,
      models: all.length,
      approved: all.filter(({ approval }) => approval !== null).length,
      open: all.filter(({ open }) => open !== null).length,
      late: all.filter(({ overdue, triggers }) => overdue > 0 || triggers.length > 0).length,
      incomplete: all.filter(({ gaps }) => gaps !== null && gaps.length > 0).length,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
