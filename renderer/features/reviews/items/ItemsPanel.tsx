import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Review } from '../../../../shared/contract/reviews.ts'
import { useApi } from '../../../api/provider.tsx'
import { formatCount, formatDate } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { NewItems } from './NewItems.tsx'
import { type ItemRow, toItemRows } from './item-rows.ts'
import classes from '../reviews.module.css'

/** What stands open around the version: findings, challenges, conditions of its approval and waivers that it rests on; closed ones stay visible. */
export function ItemsPanel({ review }: { review: Review }) {
  const api = useApi()
  const findings = useQuery(api.findings.list.queryOptions({ input: { version: review.version } })).data ?? []
  const challenges = useQuery(api.challenges.list.queryOptions({ input: { review: review.id } })).data ?? []
  const conditions = useQuery(api.conditions.list.queryOptions({ input: { review: review.id } })).data ?? []
  const waivers = useQuery(api.waivers.list.queryOptions({ input: { version: review.version } })).data ?? []
  const rows = toItemRows({ findings, challenges, conditions, waivers: review.waivers })
  const proposed = waivers.filter(({ state }) => state === 'proposed')
  return (
    <Panel title="Findings, challenges, conditions, waivers" aside={rows.length > 0 && formatCount(rows.length)} padded={false}>
      <SimpleTable
        label="Findings, challenges, conditions, waivers"
        rows={rows}
        rowKey={({ id }) => id}
        empty={<p className={classes.none}>None was recorded.</p>}
        columns={[
          { id: 'state', header: 'state', width: '120px', cell: ({ tone, word }) => <StateBadge tone={tone}>{word}</StateBadge> },
          { id: 'what', header: 'what', rowHeader: true, wrap: true, cell: (row) => <What row={row} /> },
          { id: 'due', header: 'due', align: 'end', width: '120px', cell: ({ due, overdue }) => <>{due === null ? '–' : formatDate(due)}{overdue && <> <StateBadge tone="bad">overdue</StateBadge></>}</> },
        ]}
      />
      {proposed.length > 0 && (
        <p className={classes.none}>
          Waivers that wait to be granted: {proposed.map(({ id, lets }) => <span key={id}><Link to={`/reviews/items/${id}`}>{id}</Link> {lets}. </span>)}
        </p>
      )}
      <NewItems review={review} />
    </Panel>
  )
}

const What = ({ row: { id, kind, title, detail } }: { row: ItemRow }) => (
  <>
    <Link to={`/reviews/items/${id}`}>{id}</Link>, {kind}: {title}
    {detail !== '' && <div className={classes.hint}>{detail}</div>}
  </>
)
