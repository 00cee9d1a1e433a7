import { Link } from '@tanstack/react-router'
import type { WatchedApproval } from '../../../shared/contract/reviews.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { SimpleTable, type SimpleColumn } from '../../ui/SimpleTable.tsx'
import classes from './overview.module.css'

interface Look {
  review: string
  version: string
  since: string
  detail: string
}

const columns: SimpleColumn<Look>[] = [
  {
    id: 'what',
    header: 'approval',
    rowHeader: true,
    width: '160px',
    cell: ({ review, version }) => (
      <Link className={classes.strong} to={`/reviews/${review}`}>
        {version}
      </Link>
    ),
  },
  { id: 'why', header: 'why', wrap: true, cell: ({ detail }) => detail },
  { id: 'since', header: 'since', align: 'end', width: '120px', cell: ({ since }) => <RelativeTime at={since} /> },
]

const most = 6

export const toLooks = (watched: readonly WatchedApproval[]): Look[] =>
  watched.flatMap(({ review, version, triggers }) => triggers.map(({ since, detail }) => ({ review, version, since, detail }))).toSorted((a, b) => a.since.localeCompare(b.since))

/** Approvals that ask for another look before they end, the oldest reason first. */
export function LooksPanel({ looks }: { looks: readonly Look[] }) {
  return (
    <Panel title="Asks for another look" aside={looks.length} padded={false}>
      <SimpleTable label="Approvals to look at again" columns={columns} rows={looks.slice(0, most)} rowKey={({ review, detail }) => `${review} ${detail}`} />
      {looks.length > most && (
        <div className={classes.foot}>
          <Link to="/calendar">All of them</Link>
        </div>
      )}
    </Panel>
  )
}
