import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { roleTitles, type Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { countOf } from '../../ui/format.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { EnrolDialog } from './EnrolDialog.tsx'
import { ImportKeyDialog } from './ImportKeyDialog.tsx'

const rolesOf = ({ roles }: Person) => roles.map((role) => roleTitles[role]).join(', ')

const columns: Column<Person>[] = [
  { id: 'name', header: 'name', width: 'minmax(150px, 1.2fr)', value: ({ name }) => name, cell: ({ name }) => <strong>{name}</strong> },
  { id: 'email', header: 'e-mail', width: 'minmax(210px, 1.7fr)', value: ({ email }) => email },
  { id: 'roles', header: 'roles', width: 'minmax(150px, 1.6fr)', value: rolesOf },
  { id: 'fingerprint', header: 'key', width: '124px', value: ({ fingerprint }) => fingerprint, cell: ({ fingerprint }) => `${fingerprint.slice(0, 12)}…`, mono: true },
  { id: 'here', header: 'key is', width: '116px', value: ({ revoked, keyHere }) => (revoked ? 'revoked' : keyHere ? 'on this computer' : 'elsewhere'), cell: (person) => (person.revoked ? <StateBadge tone="bad">revoked</StateBadge> : person.keyHere ? 'on this computer' : 'elsewhere') },
  { id: 'signatures', header: 'signatures', width: '92px', align: 'end', value: ({ signatures }) => signatures },
  { id: 'enrolled', header: 'enrolled', width: '104px', align: 'end', value: ({ enrolledSeq }) => enrolledSeq, cell: ({ enrolledAt }) => <Instant at={enrolledAt} show="day" /> },
]
const keyOf = ({ email }: Person) => email

export function PeoplePage() {
  const api = useApi()
  const navigate = useNavigate()
  const person = useActingPerson()
  const [enrolling, setEnrolling] = useState(false)
  const [importing, setImporting] = useState(false)
  const people = useQuery(api.identity.people.queryOptions())
  return (
    <Page
      fill
      crumbs={[{ label: 'People' }]}
      title="People"
      sub={people.data && `${countOf(people.data.length, 'person', 'people')} · each with a key of their own`}
      actions={
        <>
          <Button variant="default" onClick={() => setImporting(true)}>
            Import a key…
          </Button>
          <Button onClick={() => (person === null ? askForSignIn() : setEnrolling(true))}>Enrol a person…</Button>
        </>
      }
    >
      <Panel padded={false} fill>
        <Loaded query={people} label="people">
          {(rows) => (
            <DataTable
              label="people"
              columns={columns}
              rows={rows}
              rowKey={keyOf}
              onOpen={({ email }) => void navigate({ to: `/people/${encodeURIComponent(email)}` })}
              empty={<EmptyState title="Nobody is enrolled yet." />}
            />
          )}
        </Loaded>
      </Panel>
      {importing && <ImportKeyDialog onClose={() => setImporting(false)} />}
      {enrolling && person !== null && <EnrolDialog signer={person} onClose={() => setEnrolling(false)} />}
    </Page>
  )
}
