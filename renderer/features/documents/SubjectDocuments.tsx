import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Document } from '../../../shared/contract/documents.ts'
import type { EvidenceSubject } from '../../../shared/contract/evidence-record.ts'
import { useApi } from '../../api/provider.tsx'
import { useSignedIn } from '../../api/session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Link } from '@tanstack/react-router'
import { NewDocumentDialog } from './NewDocumentDialog.tsx'
import { DocumentState, subjectWord } from './words.tsx'

/** Documents about one record, on its page, and the way to begin one. */
export function SubjectDocuments({ subject }: { subject: EvidenceSubject }) {
  const api = useApi()
  const navigate = useNavigate()
  const signedIn = useSignedIn()
  const [adding, setAdding] = useState(false)
  const query = useQuery(api.documents.list.queryOptions({ input: { subject } }))
  const add = (
    <Button size="compact-sm" variant="default" onClick={() => signedIn() && setAdding(true)}>
      New document…
    </Button>
  )
  return (
    <Panel title={`Documents of this ${subjectWord(subject.type)}`} aside={query.data?.length ? add : undefined} padded={false}>
      <Loaded query={query} label="documents">
        {(rows) => <Listed rows={rows} subject={subject} action={add} />}
      </Loaded>
      {adding && <NewDocumentDialog subject={subject} onClose={() => setAdding(false)} onDone={({ id }) => void navigate({ to: `/documents/drafts/${id}` })} />}
    </Panel>
  )
}

function Listed({ rows, subject, action }: { rows: readonly Document[]; subject: EvidenceSubject; action: React.ReactNode }) {
  return (
    <SimpleTable
      label="Documents"
      rows={rows}
      rowKey={(row) => row.id}
      empty={<EmptyState title={`Nothing was written about this ${subjectWord(subject.type)} yet.`} actions={action} />}
      columns={[
        { id: 'title', header: 'document', rowHeader: true, cut: true, cell: (row) => <Link to={`/documents/${row.id}`}>{row.id} {row.title}</Link> },
        { id: 'kind', header: 'kind', cell: (row) => row.kindTitle },
        { id: 'state', header: 'state', cell: (row) => <DocumentState document={row} /> },
        { id: 'at', header: 'sealed', align: 'end', cell: (row) => <RelativeTime at={row.at} /> },
      ]}
    />
  )
}

/** The tab on the page of a version. */
export function VersionDocuments() {
  const { name = '', number = '' } = useParams({ strict: false })
  return <SubjectDocuments subject={{ type: 'version', ref: `${name}@${number}` }} />
}
