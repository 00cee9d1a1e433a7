import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Review } from '../../../shared/contract/reviews.ts'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { SimpleTable, type SimpleColumn } from '../../ui/SimpleTable.tsx'
import { TierCell, VerdictCounts } from './badges.tsx'
import classes from './overview.module.css'

/** What the request waits for: signatures of the stage that it is in, or else the owner. */
const askedFor = ({ slots }: Review): string =>
  [...new Set(slots.filter(({ state }) => state === 'open').map(({ meaning }) => meaning))].join(' and ') || 'a new revision'

const columns: SimpleColumn<Review>[] = [
  {
    id: 'what',
    header: 'what',
    rowHeader: true,
    cut: true,
    cell: ({ id, version }) => (
      <Link className={classes.strong} to={`/reviews/${id}`}>
        {version}
      </Link>
    ),
  },
  { id: 'asked', header: 'asked for', cell: askedFor },
  { id: 'tier', header: 'tier', cell: ({ tier, useCase }) => <TierCell tier={tier} useCase={useCase} /> },
  { id: 'for', header: 'for', cut: true, wideOnly: true, cell: ({ useCaseName }) => useCaseName },
  { id: 'from', header: 'from', cell: ({ requestedByName }) => requestedByName },
  { id: 'evidence', header: 'evidence', cell: ({ evidence }) => <VerdictCounts verdicts={evidence.flatMap(({ verdict }) => verdict ?? [])} /> },
  { id: 'since', header: 'since', align: 'end', cell: ({ requestedAt }) => <RelativeTime at={requestedAt} /> },
]

/** Requests that wait for the signature of the acting person. */
export function WaitingPanel({ reviews, open }: { reviews: readonly Review[]; open: number }) {
  const person = useActingPerson()
  return (
    <Panel title="Waits for you" aside={reviews.length} padded={false}>
      <SimpleTable
        label="Requests that wait for you"
        columns={columns}
        rows={reviews}
        rowKey={({ id }) => id}
        empty={person === null ? <Unknown open={open} /> : <EmptyState title={`Nothing waits for ${person.name}.`}>{open > 0 && <Others open={open} />}</EmptyState>}
      />
    </Panel>
  )
}

function Unknown({ open }: { open: number }) {
  return (
    <EmptyState title="Nobody is signed in." actions={<Button onClick={() => askForSignIn()}>Sign in…</Button>}>
      <p>Sign in to see what waits for your signature{open > 0 ? `; ${countOf(open, 'request is', 'requests are')} open.` : '.'}</p>
    </EmptyState>
  )
}

const Others = ({ open }: { open: number }) => (
  <p>
    {countOf(open, 'request waits', 'requests wait')} for somebody else: <Link to="/reviews">see all reviews</Link>.
  </p>
)
