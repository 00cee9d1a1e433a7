import { Button } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Person } from '../../../../shared/contract/identity.ts'
import type { BatchItem, Review } from '../../../../shared/contract/reviews.ts'
import { reviewId } from '../../../../shared/ids.ts'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { countOf } from '../../../ui/format.ts'
import { Loading } from '../../../ui/Loading.tsx'
import { Columns, Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import { ReviewStateBadge } from '../badges.tsx'
import { BatchChoice, BatchForm } from './BatchForm.tsx'
import { BatchItemPanel } from './BatchItemPanel.tsx'
import { type BatchAct, useBatchActs, useBatchTexts } from './signing.ts'
import classes from '../reviews.module.css'

/** Several requests, signed in one act: each text whole, each confirmed by itself, then one passphrase. */
export function BatchPage() {
  const { ids: asked } = useSearch({ strict: false }) as { ids?: unknown }
  const named = typeof asked === 'string' ? [...new Set(asked.split(',').filter((id) => reviewId.safeParse(id).success))] : []
  const person = useActingPerson()
  const [signed, setSigned] = useState<Review[] | null>(null)
  return (
    <Page crumbs={[{ label: 'Reviews', to: '/reviews' }, { label: 'Sign together' }]} title={`Sign ${countOf(named.length, 'request')} together`} sub="Each text is read and confirmed by itself; one passphrase signs all of them, or none.">
      {signed !== null ? <Signed reviews={signed} /> : person === null || named.length === 0 ? <NothingToSign nobody={person === null} /> : <Batch key={`${person.email} ${named.join()}`} named={named} person={person} onSigned={setSigned} />}
    </Page>
  )
}

function Batch({ named, person, onSigned }: { named: readonly string[]; person: Person; onSigned: (reviews: Review[]) => void }) {
  const [ids, setIds] = useState(named)
  /** What texts were asked for: leaving one out leaves the others as they were read, unless one of them is refused. */
  const [asked, setAsked] = useState(named)
  const [chosen, setChosen] = useState<BatchAct | null>(null)
  const [conflict, setConflict] = useState('')
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set())
  const { acts, error: unread } = useBatchActs(named)
  // Where nothing is open to this person, the texts are asked for anyway: the answer says why for each.
  const act = chosen ?? (acts === undefined || acts.length > 1 ? null : (acts[0] ?? 'review'))
  const ready = act !== null && (act !== 'submit' || conflict.trim() !== '')
  const { items: fetched, error, renew } = useBatchTexts(asked, ready ? { act, ...(act === 'submit' && { conflict: conflict.trim() }) } : null)
  const items = fetched?.filter(({ id }) => ids.includes(id))
  const leaveOut = (left: string) => {
    const rest = ids.filter((id) => id !== left)
    setIds(rest)
    if (rest.length > 0 && items?.some(({ why }) => why !== null)) setAsked(rest)
  }
  const isConfirmed = ({ shown }: BatchItem) => shown !== null && confirmed.has(shown.text)
  const confirm = ({ shown }: BatchItem, on: boolean) => shown && setConfirmed((before) => new Set(on ? [...before, shown.text] : [...before].filter((text) => text !== shown.text)))
  if (unread !== null) return <ErrorState error={unread} />
  if (acts === undefined) return <Loading label="requests" />
  return (
    <Columns
      follow
      main={
        <>
          {error !== null && <ErrorState error={error} onRetry={renew} />}
          {!ready && <p className={classes.hint}>Choose what to do{act === 'submit' ? ' and say what could sway you' : ''}. The texts to sign appear here then.</p>}
          {ready && error === null && items === undefined && <Loading label="texts" />}
          {items?.map((item, at) => (
            <BatchItemPanel
              key={item.id}
              item={item}
              place={`${at + 1} of ${items.length}`}
              confirmed={isConfirmed(item)}
              onConfirm={(on) => confirm(item, on)}
              onLeaveOut={() => leaveOut(item.id)}
            />
          ))}
        </>
      }
      aside={
        <Panel title="Your part">
          <div className={classes.sign}>
            <BatchChoice acts={acts} act={act} conflict={conflict} onAct={setChosen} onConflict={setConflict} />
            {act !== null && items !== undefined && <BatchForm act={act} items={items} confirmed={items.filter(isConfirmed).length} signer={person.name} onSigned={onSigned} onRenew={renew} />}
          </div>
        </Panel>
      }
    />
  )
}

function NothingToSign({ nobody }: { nobody: boolean }) {
  const to = nobody ? <Button onClick={() => askForSignIn()}>Sign in…</Button> : <Button component={Link} to="/reviews">Go to the queue</Button>
  return (
    <EmptyState title={nobody ? 'Nobody is signed in.' : 'No request is chosen.'} actions={to}>
      <p>{nobody ? 'Sign in to see the exact texts that you would sign.' : 'Choose two or more of those that wait for you.'}</p>
    </EmptyState>
  )
}

const Signed = ({ reviews }: { reviews: readonly Review[] }) => (
  <Panel title={`${countOf(reviews.length, 'text')} signed`} padded={false} aside={<Link to="/reviews">back to the queue</Link>}>
    <SimpleTable
      label="Signed together"
      rows={reviews}
      rowKey={({ id }) => id}
      columns={[
        { id: 'id', header: 'review', width: '90px', rowHeader: true, cell: ({ id }) => <Link to={`/reviews/${id}`}>{id}</Link> },
        { id: 'version', header: 'version', cell: ({ version }) => version },
        { id: 'why', header: 'where it stands', wrap: true, cell: ({ stateReason }) => stateReason },
        { id: 'state', header: 'state', align: 'end', cell: ({ state }) => <ReviewStateBadge state={state} /> },
      ]}
    />
  </Panel>
)
