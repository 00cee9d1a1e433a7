import type { Check } from '../../../shared/contract/evidence.ts'
import { toWords } from '../../../shared/id-words.ts'
import { verdictsByConcern, verdictStates } from '../../../shared/states.ts'
import { formatCount } from '../../ui/format.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { kindWords } from './kinds.ts'
import { VerdictBadge } from './VerdictBadge.tsx'
import classes from './evidence.module.css'

/** How many metrics came out how, the most worrying first. */
function Counts({ check }: { check: Check }) {
  if (check.erased !== null) return <span title={check.erased}><StateBadge tone="void">result erased</StateBadge></span>
  return (
    <span className={classes.badges}>
      {verdictsByConcern
        .filter((verdict) => check.counts[verdict])
        .map((verdict) => (
          <VerdictBadge key={verdict} verdict={verdict} count={check.counts[verdict] ?? 0} />
        ))}
    </span>
  )
}

export const checkColumns: Column<Check>[] = [
  { id: 'id', header: 'check', width: '72px', value: (row) => row.seq, cell: (row) => <strong>{row.id}</strong> },
  { id: 'version', header: 'version', width: 'minmax(110px, 1.2fr)', value: (row) => row.version, choices: true },
  { id: 'verdict', header: 'verdict', width: '100px', value: (row) => verdictStates[row.verdict].word, choices: true, cell: (row) => <VerdictBadge verdict={row.verdict} /> },
  { id: 'counts', header: 'metrics', width: 'minmax(190px, 1.3fr)', cell: (row) => <Counts check={row} /> },
  { id: 'kind', header: 'kind', width: '104px', value: (row) => kindWords[row.kind].title, choices: true },
  { id: 'scope', header: 'looks at', width: 'minmax(100px, 1fr)', value: (row) => row.scope.map(toWords).join(', ') },
  { id: 'input', header: 'file', width: 'minmax(130px, 1.2fr)', value: (row) => row.inputs.map(({ name }) => name).join(', ') },
  { id: 'rows', header: 'rows', width: '72px', align: 'end', value: (row) => row.rowsUsed, cell: (row) => formatCount(row.rowsUsed) },
  { id: 'at', header: 'when', width: '104px', align: 'end', value: (row) => row.at, cell: (row) => <RelativeTime at={row.at} /> },
]
export const keyOfCheck = (row: Check): string => row.id
export const newestFirst = (rows: readonly Check[]): Check[] => rows.toSorted((a, b) => b.seq - a.seq)
