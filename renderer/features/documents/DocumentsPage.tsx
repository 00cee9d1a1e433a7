import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Document, DraftLine } from '../../../shared/contract/documents.ts'
import { useApi } from '../../api/provider.tsx'
import { useSignedIn } from '../../api/session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf, formatCount } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { documentColumns, draftColumns, keyOfDocument, keyOfDraft } from './columns.tsx'
import { useUrlState } from '../../ui/table/url-state.ts'
import { NewDocumentDialog } from './NewDocumentDialog.tsx'

/** Everything that people wrote, and what the acting person is still writing. */
export function DocumentsPage() {
  const api = useApi()
  const navigate = useNavigate()
  const signedIn = useSignedIn()
  const url = useUrlState()
  const kind = url.get('new')
  const [adding, setAdding] = useState(kind !== '')
  const query = useQuery(api.documents.list.queryOptions({ input: {} }))
  const drafts = useQuery({ ...api.documents.drafts.queryOptions(), staleTime: 0 }).data ?? []
  const open = (row: Document) => void navigate({ to: `/documents/${row.id}` })
  const openDraft = (row: Pick<DraftLine, 'id'>) => void navigate({ to: `/documents/drafts/${row.id}` })
  const close = () => {
    setAdding(false)
    if (kind !== '') url.set({ new: '' })
  }
  const add = <Button onClick={() => signedIn() && setAdding(true)}>New document…</Button>
  const incomplete = (query.data ?? []).filter(({ withdrawn, missing }) => !withdrawn && missing.length > 0).length
  return (
    <Page
      fill
      crumbs={[{ label: 'Documents' }]}
      title="Documents"
      sub={query.data && `${countOf(query.data.length, 'document')} · ${incomplete} incomplete`}
      actions={query.data?.length || drafts.length > 0 ? add : undefined}
    >
      {drafts.length > 0 && (
        <Panel title="Your drafts" aside={formatCount(drafts.length)} padded={false}>
          <DataTable label="drafts" urlPrefix="draft." tools={false} maxHeight={190} columns={draftColumns} rows={drafts} rowKey={keyOfDraft} onOpen={openDraft} empty={null} />
        </Panel>
      )}
      <Panel padded={false} fill>
        <Loaded query={query} label="documents">
          {(rows) => <DataTable label="documents" columns={documentColumns} rows={rows} rowKey={keyOfDocument} onOpen={open} empty={<NoDocuments action={add} />} />}
        </Loaded>
      </Panel>
      {adding && <NewDocumentDialog {...(kind !== '' && { kind })} onClose={close} onDone={openDraft} />}
    </Page>
  )
}

function NoDocuments({ action }: { action: React.ReactNode }) {
  return (
    <EmptyState screen title="No document was sealed yet." actions={action}>
      <p>A model card, a datasheet, a risk register: what people write as evidence. It is a draft of yours until you seal it; then it is a version that nobody can change.</p>
    </EmptyState>
  )
}
