import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { delegableMeaning, type Delegation, type DelegationTerms } from '../../../../shared/contract/delegations.ts'
import { useApi } from '../../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { formatDate } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import { QueueHead } from '../QueueHead.tsx'
import { ActDialog, type ItemAct } from './ActDialog.tsx'
import { SignDialog } from './SignDialog.tsx'
import { delegationWords, WordBadge } from './words.tsx'
import classes from '../reviews.module.css'

/** Who may sign in whose place, and until when. */
export function DelegationsPage() {
  const api = useApi()
  const person = useActingPerson()
  const [act, setAct] = useState<ItemAct | null>(null)
  const [terms, setTerms] = useState<DelegationTerms | null>(null)
  const query = useQuery(api.delegations.list.queryOptions({ input: {} }))
  const begin = () => (person === null ? askForSignIn() : setAct(toGranting((chosen) => setTerms(chosen))))
  return (
    <QueueHead>
      <Panel title="Delegations" aside={query.data && query.data.length > 0 && <Button size="compact-sm" onClick={begin}>Let somebody sign for me…</Button>} padded={false}>
        <Loaded query={query} label="delegations">
          {(rows) => (
            <SimpleTable
              label="Delegations"
              rows={rows}
              rowKey={({ id }) => id}
              empty={
                <EmptyState title="Nobody signs for somebody else." actions={<Button onClick={begin}>Let somebody sign for me…</Button>}>
                  <p>Who is away can let another person sign in their place, for some meanings and until a day. It counts once the other accepts, is shown as “for …”, and neither signs what the other may not.</p>
                </EmptyState>
              }
              columns={[
                { id: 'id', header: 'delegation', rowHeader: true, cell: ({ id }) => id },
                { id: 'state', header: 'state', cell: ({ state }) => <WordBadge of={delegationWords[state]} /> },
                { id: 'who', header: 'who signs for whom', wrap: true, cell: ({ fromName, toName, reason }) => <Who line={`${toName} for ${fromName}`} reason={reason} /> },
                { id: 'what', header: 'what', cell: ({ meanings, model }) => `${meanings.join(', ')}${model === null ? '' : ` of ${model}`}` },
                { id: 'until', header: 'until', align: 'end', cell: ({ until }) => formatDate(until) },
                { id: 'acts', header: 'acts', align: 'end', cell: (one) => <RowActs one={one} email={person?.email ?? null} onAct={setAct} /> },
              ]}
            />
          )}
        </Loaded>
      </Panel>
      {act && <ActDialog act={act} onClose={() => setAct(null)} />}
      {terms && <SignDialog title="Let somebody sign for you" label="Sign and grant" show={() => api.delegations.statement.call(terms)} sign={(signed) => api.delegations.grant.call(signed)} onClose={() => setTerms(null)} />}
    </QueueHead>
  )
}

const Who = ({ line, reason }: { line: string; reason: string }) => (
  <>
    {line}
    <div className={classes.hint}>{reason}</div>
  </>
)

function RowActs({ one: { id, state, from, to }, email, onAct }: { one: Delegation; email: string | null; onAct: (act: ItemAct) => void }) {
  const api = useApi()
  const mine = email === from || email === to
  if (!mine || (state !== 'granted' && state !== 'live')) return null
  const end: ItemAct = { act: 'end', label: 'End it', title: `End ${id}`, fields: [{ name: 'reason', label: 'Reason', kind: 'line' }], run: ({ reason = '' }) => api.delegations.end.call({ id, reason }) }
  const accept: ItemAct = { act: 'accept', label: 'Accept', title: `Accept ${id}`, fields: [], run: () => api.delegations.accept.call({ id }) }
  return (
    <span className={classes.badges}>
      {state === 'granted' && email === to && (
        <Button size="compact-xs" onClick={() => onAct(accept)}>
          Accept…
        </Button>
      )}
      <Button size="compact-xs" variant="default" onClick={() => onAct(end)}>
        {email === from ? 'Revoke…' : state === 'live' ? 'Give back…' : 'Decline…'}
      </Button>
    </span>
  )
}

function toGranting(onTerms: (terms: DelegationTerms) => void): ItemAct {
  return {
    act: 'grant',
    label: 'Read the text',
    title: 'Let somebody sign for you',
    fields: [
      { name: 'to', label: 'Who', kind: 'person' },
      { name: 'meaning', label: 'What they sign for you', kind: 'choice', choices: delegableMeaning.options.map((value) => ({ value, label: value })) },
      { name: 'model', label: 'Only for the model', kind: 'line', optional: true },
      { name: 'until', label: 'Last day', kind: 'date' },
      { name: 'reason', label: 'Reason', kind: 'line' },
    ],
    run: ({ to = '', meaning, model, until = '', reason = '' }) => Promise.resolve(onTerms({ to, meanings: [delegableMeaning.parse(meaning)], until, reason, ...(model !== undefined && { model }) })),
  }
}
