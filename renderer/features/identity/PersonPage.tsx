import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { roleTitles, type Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { Digest } from '../../ui/Digest.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf, formatCount, formatExact } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Mono } from '../../ui/Mono.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { PersonEntries } from './PersonEntries.tsx'
import { ReplaceKeyDialog } from './ReplaceKeyDialog.tsx'

export function PersonPage() {
  const api = useApi()
  const { email = '' } = useParams({ strict: false }) as { email?: string }
  const people = useQuery(api.identity.people.queryOptions())
  const person = people.data?.find((one) => one.email === email)
  if (person !== undefined) return <Known person={person} enroller={people.data?.find((one) => one.email === person.enrolledBy)} />
  return (
    <Page crumbs={[{ label: 'People', to: '/people' }, { label: email }]} title={email}>
      <Panel>
        <Loaded query={people} label="person">
          {() => (
            <EmptyState title="Nobody of this address is enrolled in this workspace." actions={<Button variant="default" component={Link} to="/people">See who is enrolled</Button>}>
              <p>The address may have another spelling, or belong to another workspace.</p>
            </EmptyState>
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}

function Known({ person, enroller }: { person: Person; enroller: Person | undefined }) {
  const acting = useActingPerson()
  const [replacing, setReplacing] = useState(false)
  const isSelf = acting?.email === person.email
  return (
    <Page
      crumbs={[{ label: 'People', to: '/people' }, { label: person.name }]}
      title={person.name}
      state={<StateBadge large tone={person.keyHere ? 'good' : 'plain'}>{person.keyHere ? 'key on this computer' : 'key elsewhere'}</StateBadge>}
      sub={`${person.email} · ${person.roles.map((role) => roleTitles[role]).join(', ')} · ${countOf(person.signatures, 'signature')}`}
      actions={
        <Button
          variant="default"
          disabled={isSelf}
          title={isSelf ? 'A second person has to do this for you.' : undefined}
          onClick={() => (acting === null ? askForSignIn() : setReplacing(true))}
        >
          Replace the key…
        </Button>
      }
    >
      <Columns
        main={<PersonEntries email={person.email} />}
        aside={
          <>
            <Panel title="Key">
              <KeyValue
                items={[
                  ['fingerprint', <Digest key="f" value={person.fingerprint} label="fingerprint" whole />],
                  ['key name', <span key="n">{person.keyName}</span>],
                  ['in use since', <EntryLink key="s" seq={person.keySince} />],
                  ['replaced', person.replacedKeys === 0 ? 'never' : countOf(person.replacedKeys, 'time')],
                ]}
              />
              <p style={{ margin: '10px 0 4px', color: 'var(--cs-ink-3)' }}>verifier key, for checking signatures without this program</p>
              <Mono text={person.vkey} label="verifier key" wrap />
            </Panel>
            <Panel title="Enrolment">
              <KeyValue
                items={[
                  ['enrolled', formatExact(person.enrolledAt)],
                  ['by', person.enrolledBy === person.email ? 'themselves, as the first person' : (enroller?.name ?? person.enrolledBy)],
                  ['entry', <EntryLink key="e" seq={person.enrolledSeq} />],
                ]}
              />
            </Panel>
          </>
        }
      />
      {replacing && acting !== null && <ReplaceKeyDialog person={person} signer={acting} onClose={() => setReplacing(false)} />}
    </Page>
  )
}

const EntryLink = ({ seq }: { seq: number }) => <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>
