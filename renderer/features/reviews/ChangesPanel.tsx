import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Distance, Review, SinceApproval } from '../../../shared/contract/reviews.ts'
import { lanes, type Lane } from '../../../shared/manifest-changes.ts'
import { useApi } from '../../api/provider.tsx'
import { countOf, formatDecimal } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './reviews.module.css'

/** What is not as it was when this model was last approved for this use: changing anything changes everything. */
export function ChangesPanel({ review }: { review: Review }) {
  const api = useApi()
  const query = useQuery(api.reviews.since.queryOptions({ input: { version: review.version } }))
  const since = query.data
  const title = since?.version ? `What changed since the approval of ${since.version.replace('@', ' ')}` : 'What changed since the last approval'
  return (
    <Panel title={title} aside={since?.review && <Link to={`/reviews/${since.review}`}>{since.review}</Link>} padded={since?.review === null}>
      <Loaded query={query} label="changes">
        {(data) =>
          data.review === null ? (
            <p>
              No version of {review.model} was approved for {review.useCaseName} before: all of it is new.
            </p>
          ) : (
            <Lanes since={data} />
          )
        }
      </Loaded>
    </Panel>
  )
}

const Lanes = ({ since }: { since: SinceApproval }) => (
  <SimpleTable
    label="What changed"
    rows={lanes}
    rowKey={(lane) => lane}
    columns={[
      { id: 'lane', header: 'lane', width: '64px', rowHeader: true, cell: (lane) => lane },
      { id: 'changes', header: 'what', wrap: true, cell: (lane) => <Changes lane={lane} since={since} /> },
      { id: 'state', header: 'state', align: 'end', width: '110px', cell: (lane) => <LaneState lane={lane} since={since} /> },
    ]}
  />
)

/** More than this would be a second manifest. */
const shown = 6

/** Whose distance stands in which lane. */
const laneOf: Record<Distance['of'], Lane> = { psi: 'data', metric_drop: 'model', code_share: 'code' }
const distanceNames: Record<Distance['of'], string> = { psi: 'PSI', metric_drop: 'largest drop of a metric', code_share: 'share of packages' }

function Changes({ lane, since }: { lane: Lane; since: SinceApproval }) {
  const changes = since.changes.filter((one) => one.lane === lane)
  return (
    <>
      {changes.length === 0 && <span className={classes.hint}>the same digests</span>}
      <ul className={classes.changes}>
        {changes.slice(0, shown).map(({ what, before, after }) => (
          <li key={what}>
            {what}: {before ?? 'not there'} → {after ?? 'gone'}
          </li>
        ))}
        {changes.length > shown && <li className={classes.hint}>and {countOf(changes.length - shown, 'more change')}</li>}
      </ul>
      {since.distance.filter(({ of }) => laneOf[of] === lane).map((one) => <p key={one.of} className={classes.hint}>{describeDistance(one)}</p>)}
    </>
  )
}

/** What was measured, by what, and the limit of the tier's change budget. */
const describeDistance = ({ of, value, detail, limit }: Distance): string =>
  `${distanceNames[of]} ${value === null ? 'not measured' : formatDecimal(value)}${limit === null ? '' : `, limit ${formatDecimal(limit)}`}: ${detail}`

function LaneState({ lane, since: { changes, over } }: { lane: Lane; since: SinceApproval }) {
  if (over.some((of) => laneOf[of] === lane)) return <StateBadge tone="bad">over budget</StateBadge>
  return changes.some((one) => one.lane === lane) ? <StateBadge tone="caution">changed</StateBadge> : <StateBadge tone="good">as before</StateBadge>
}
