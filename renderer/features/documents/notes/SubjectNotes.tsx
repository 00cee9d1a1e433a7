import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { DocumentSubject } from '../../../../shared/contract/document-form.ts'
import type { Document, DraftLine } from '../../../../shared/contract/documents.ts'
import { useApi } from '../../../api/provider.tsx'
import { useSignedIn } from '../../../api/session.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { subjectWord } from '../words.tsx'
import { NewNoteDialog } from './NewNoteDialog.tsx'

/** It comes in a file of its own, which no first screen needs. */
const Markdown = lazy(() => import('../Markdown.tsx').then((file) => ({ default: file.Markdown })))

type Line = { key: string; to: string; title: string; kindTitle: string; at: string; by: string; state: React.ReactNode; files: string }

/** Notes on one run or experiment, what the acting person still writes first, and the way to begin one. */
export function SubjectNotes({ subject, described = '' }: { subject: DocumentSubject; described?: string | undefined }) {
  const api = useApi()
  const navigate = useNavigate()
  const signedIn = useSignedIn()
  const [adding, setAdding] = useState(false)
  const query = useQuery(api.documents.list.queryOptions({ input: { subject } }))
  // No entry says that a draft was begun or discarded.
  const drafts = useQuery({ ...api.documents.drafts.queryOptions(), staleTime: 0 }).data ?? []
  const mine = drafts.filter((one) => one.subject.type === subject.type && one.subject.ref === subject.ref)
  const add = (
    <Button size="compact-sm" variant="default" onClick={() => signedIn() && setAdding(true)}>
      New note…
    </Button>
  )
  const lines = (notes: readonly Document[]) => [...mine.map(draftLine), ...notes.map(noteLine)]
  const isEmpty = mine.length === 0 && query.data?.length === 0
  return (
    <>
      {described.trim() !== '' && (
        <Panel title="Description" aside="as it was logged">
          <Suspense>
            <Markdown>{described}</Markdown>
          </Suspense>
        </Panel>
      )}
      <Panel title="Notes" aside={isEmpty ? undefined : add} padded={false}>
        <Loaded query={query} label="notes">
          {(notes) => (
            <SimpleTable
              label="Notes"
              rows={lines(notes)}
              rowKey={({ key }) => key}
              empty={<EmptyState title={`Nobody wrote a note on this ${subjectWord(subject.type)} yet.`} actions={add}>What was expected, what was tried, what came out and what follows: with pictures, tables and notebooks.</EmptyState>}
              columns={[
                { id: 'title', header: 'note', rowHeader: true, cut: true, cell: ({ to, title }) => <Link to={to}>{title}</Link> },
                { id: 'kind', header: 'kind', wideOnly: true, cell: ({ kindTitle }) => kindTitle },
                { id: 'state', header: 'state', cell: ({ state }) => state },
                { id: 'files', header: 'files', align: 'end', cell: ({ files }) => files },
                { id: 'by', header: 'by', wideOnly: true, cell: ({ by }) => by },
                { id: 'at', header: 'when', align: 'end', cell: ({ at }) => <RelativeTime at={at} /> },
              ]}
            />
          )}
        </Loaded>
        {adding && <NewNoteDialog subject={subject} onClose={() => setAdding(false)} onDone={({ id }) => void navigate({ to: `/documents/drafts/${id}` })} />}
      </Panel>
    </>
  )
}

const draftLine = ({ id, title, kindTitle, savedAt, document }: DraftLine): Line => ({
  key: id,
  to: `/documents/drafts/${id}`,
  title: title || 'without a title',
  kindTitle,
  at: savedAt,
  by: 'you',
  state: <StateBadge tone="caution">{document === null ? 'draft' : `draft of ${document}`}</StateBadge>,
  files: '',
})

const noteLine = ({ id, title, kindTitle, at, by, number, attachments, withdrawn }: Document): Line => ({
  key: id,
  to: `/documents/${id}`,
  title: `${id} ${title}`,
  kindTitle,
  at,
  by,
  state: withdrawn ? <StateBadge tone="void">withdrawn</StateBadge> : <StateBadge tone="good">{number === 1 ? 'sealed' : `sealed, version ${number}`}</StateBadge>,
  files: attachments === 0 ? '' : String(attachments),
})
