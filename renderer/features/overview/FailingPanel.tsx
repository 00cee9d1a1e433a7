import { Link } from '@tanstack/react-router'
import type { Check } from '../../../shared/contract/evidence.ts'
import { verdictsByConcern, verdictStates } from '../../../shared/states.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { SimpleTable, type SimpleColumn } from '../../ui/SimpleTable.tsx'
import { VerdictBadge } from './badges.tsx'
import classes from './overview.module.css'

/** The counts behind a verdict, in words: `2 fail, 1 too few, 4 pass`. */
const countsOf = ({ counts }: Check): string =>
  verdictsByConcern.flatMap((verdict) => (counts[verdict] ? [`${counts[verdict]} ${verdictStates[verdict].word}`] : [])).join(', ')

const columns: SimpleColumn<Check>[] = [
  { id: 'verdict', header: 'verdict', width: '96px', cell: ({ verdict }) => <VerdictBadge verdict={verdict} /> },
  {
    id: 'what',
    header: 'what',
    rowHeader: true,
    cut: true,
    cell: ({ id, kind, version, scope }) => (
      <>
        <Link className={classes.strong} to={`/checks/${id}`}>
          {kind} of {version}
        </Link>{' '}
        over {scope.join(', ')}
      </>
    ),
  },
  { id: 'counts', header: 'metrics', cell: countsOf },
  { id: 'since', header: 'since', align: 'end', cell: ({ at }) => <RelativeTime at={at} /> },
]

const most = 6

/** The newest ones; the rest are a step away. */
export function FailingPanel({ checks }: { checks: readonly Check[] }) {
  return (
    <Panel title="Not passed" aside={checks.length} padded={false}>
      <SimpleTable label="Checks that did not pass" columns={columns} rows={checks.slice(0, most)} rowKey={({ id }) => id} />
      {checks.length > most && (
        <div className={classes.foot}>
          <Link to="/checks">All checks</Link>
        </div>
      )}
    </Panel>
  )
}
