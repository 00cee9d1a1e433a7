import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { roleTitles, type Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf, formatCount, formatExact } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { ContactPanel } from './ContactPanel.tsx'
import { ExportKeyDialog } from './ExportKeyDialog.tsx'
import { ImportKeyDialog } from './ImportKeyDialog.tsx'
import { KeyPanel } from './KeyPanel.tsx'
import { PersonEntries } from './PersonEntries.tsx'
import { ReplaceKeyDialog } from './ReplaceKeyDialog.tsx'
import { RevokeKeyDialog } from './RevokeKeyDialog.tsx'

export function PersonPage() {
  const api = useApi()
  const { email = '' } = useParams({ strict: false }) as { email?: string }
  const people = useQuery(api.identity.people.queryOptions())
  const person = people.data?.find((one) => one.email === email)
  const nameOf = (one: string) => people.data?.find(({ email: known }) => known === one)?.name ?? one
  if (person !== undefined) return <Known person={person} nameOf={nameOf} />
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

function Known({ person, nameOf }: { person: Person; nameOf: (email: string) => string }) {
  return (
    <Page
      crumbs={[{ label: 'People', to: '/people' }, { label: person.name }]}
      title={person.name}
      state={<KeyState person={person} />}
      sub={`${person.email} · ${person.roles.map((role) => roleTitles[role]).join(', ')} · ${countOf(person.signatures, 'signature')}`}
      actions={<KeyActs person={person} />}
    >
      <Columns
        main={<PersonEntries email={person.email} />}
        aside={
          <>
            <KeyPanel person={person} nameOf={nameOf} />
            <ContactPanel person={person} />
            <Panel title="Enrolment">
              <KeyValue
                items={[
                  ['enrolled', formatExact(person.enrolledAt)],
                  ['by', person.enrolledBy === person.email ? 'themselves, as the first person' : nameOf(person.enrolledBy)],
                  ['entry', <Link key="e" to={`/ledger/${person.enrolledSeq}`}>entry {formatCount(person.enrolledSeq)}</Link>],
                ]}
              />
            </Panel>
          </>
        }
      />
    </Page>
  )
}

function KeyState({ person: { revoked, keyHere } }: { person: Person }) {
  if (revoked) return <StateBadge large tone="bad">key revoked</StateBadge>
  return <StateBadge large tone={keyHere ? 'good' : 'plain'}>{keyHere ? 'key on this computer' : 'key elsewhere'}</StateBadge>
}

type Dialog = 'replace' | 'revoke' | 'export' | 'import' | null

function KeyActs({ person }: { person: Person }) {
  const acting = useActingPerson()
  const [dialog, setDialog] = useState<Dialog>(null)
  const isSelf = acting?.email === person.email
  const ask = (next: Dialog) => () => (acting === null ? askForSignIn() : setDialog(next))
  const close = () => setDialog(null)
  return (
    <>
      {!person.keyHere && !person.revoked && (
        <Button variant="default" onClick={() => setDialog('import')}>
          Import the key…
        </Button>
      )}
      {isSelf && (
        <Button variant="default" onClick={ask('export')}>
          Take your key along…
        </Button>
      )}
      <Button variant="default" disabled={isSelf} title={isSelf ? 'A second person has to do this for you.' : undefined} onClick={ask('replace')}>
        Replace the key…
      </Button>
      {!person.revoked && (
        <Button variant="default" onClick={ask('revoke')}>
          Revoke the key…
        </Button>
      )}
      {dialog === 'import' && <ImportKeyDialog onClose={close} />}
      {acting !== null && dialog === 'replace' && <ReplaceKeyDialog person={person} signer={acting} onClose={close} />}
      {acting !== null && dialog === 'revoke' && <RevokeKeyDialog person={person} signer={acting} onClose={close} />}
      {acting !== null && dialog === 'export' && <ExportKeyDialog person={acting} onClose={close} />}
    </>
  )
}
