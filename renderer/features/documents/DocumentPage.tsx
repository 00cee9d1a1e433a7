import { Button, Menu } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { DocumentDetail, SealedDocument } from '../../../shared/contract/documents.ts'
import { requiredIn } from '../../../shared/documents/completeness.ts'
import { useApi } from '../../api/provider.tsx'
import { useSignedIn } from '../../api/session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { formatCount } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { AboutPanel, AttachmentsPanel } from './DocumentFacts.tsx'
import { AttachedFiles } from './AttachedFiles.tsx'
import { ExportDialog, WithdrawDialog } from './dialogs.tsx'
import { FieldView, isShown } from './FieldView.tsx'
import { Markdown } from './Markdown.tsx'
import type { DocumentComments } from './routes.tsx'
import { crumbsOf, DocumentState } from './words.tsx'
import classes from './documents.module.css'

/** The document that the address names, at the version that its search names, or the newest. */
export function useDocument() {
  const api = useApi()
  const { id = '' } = useParams({ strict: false })
  const { version } = useSearch({ strict: false }) as { version?: number }
  return { id, query: useQuery(api.documents.get.queryOptions({ input: { id, ...(version !== undefined && { number: Number(version) }) } })) }
}

export function DocumentFrame({ id, document, children }: { id: string; document: DocumentDetail | undefined; children: React.ReactNode }) {
  return (
    <Page
      crumbs={[...crumbsOf(document), { label: id }]}
      title={document?.shown.title ?? id}
      state={document && (!document.form.note || document.withdrawn) && <DocumentState large document={document} />}
      sub={document && `${id} · ${document.kindTitle} · version ${document.shown.number} of ${document.versions.length} · entry ${formatCount(document.shown.seq)} · sealed by ${document.shown.by}`}
      actions={document && <Actions document={document} />}
      tabs={
        <Tabs
          label={`Parts of this ${document?.form.note ? 'note' : 'document'}`}
          tabs={[
            { label: document?.form.note ? 'Note' : 'Document', to: `/documents/${id}` },
            { label: 'Versions', to: `/documents/${id}/versions`, ...(document && { count: document.versions.length }) },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}

function Actions({ document }: { document: DocumentDetail }) {
  const api = useApi()
  const navigate = useNavigate()
  const signedIn = useSignedIn()
  const [dialog, setDialog] = useState<'export' | 'withdraw' | null>(null)
  const begin = useMutation(api.documents.begin.mutationOptions({ onSuccess: (draft) => void navigate({ to: `/documents/drafts/${draft.id}` }) }))
  const close = () => setDialog(null)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">More…</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDialog('export')}>Export…</Menu.Item>
          {document.withdrawn === null && <Menu.Item onClick={() => signedIn() && setDialog('withdraw')}>Withdraw…</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {document.withdrawn === null && (
        <Button loading={begin.isPending} onClick={() => signedIn() && begin.mutate({ document: document.id })}>
          Write the next version…
        </Button>
      )}
      {dialog === 'export' && <ExportDialog id={document.id} number={document.shown.number} card={document.form.card} onClose={close} />}
      {dialog === 'withdraw' && <WithdrawDialog id={document.id} onClose={close} />}
    </>
  )
}

export function DocumentPage({ Comments }: { Comments: DocumentComments }) {
  const { id, query } = useDocument()
  return (
    <DocumentFrame id={id} document={query.data}>
      <Loaded query={query} label="document">
        {(document) => <Columns main={<><AttachedFiles owner={{ id, number: document.shown.number }} attachments={document.content?.attachments ?? []}><DocumentContents document={document} /></AttachedFiles><Comments document={document.id} number={document.shown.number} /></>} aside={<Aside document={document} />} asideWidth="minmax(300px, 380px)" />}
      </Loaded>
    </DocumentFrame>
  )
}

/** Field by field, also of a document that came from another workspace. */
export function DocumentContents({ document: { content, erased, form, tier } }: { document: DocumentDetail }) {
  if (content === null) return <Panel><EmptyState title="The content was erased.">{erased}</EmptyState></Panel>
  const required = new Set(requiredIn(form, tier).map(({ id }) => id))
  if (form.note) return <Panel>{content.text.trim() === '' ? <p className={classes.empty}>It has no text; what it says is in its files.</p> : <Markdown>{content.text}</Markdown>}</Panel>
  return (
    <>
      {form.groups.map((group) => (
        <GroupPanel key={group.id} group={group} content={content} required={required} />
      ))}
      {content.text.trim() !== '' && (
        <Panel title={form.text.title}>
          {form.card ? (
            <details>
              <summary>The whole text, as it stands in the file</summary>
              <Markdown>{content.text}</Markdown>
            </details>
          ) : (
            <Markdown>{content.text}</Markdown>
          )}
        </Panel>
      )}
    </>
  )
}

/** What is empty and not asked for takes one line for all. */
function GroupPanel({ group, content, required }: { group: DocumentDetail['form']['groups'][number]; content: SealedDocument; required: ReadonlySet<string> }) {
  const shown = group.fields.filter((field) => required.has(field.id) || isShown(field, content))
  const rest = group.fields.filter((field) => !shown.includes(field))
  return (
    <Panel title={group.title}>
      {shown.map((field) => (
        <FieldView key={field.id} field={field} content={content} required={required.has(field.id)} />
      ))}
      {rest.length > 0 && <p className={classes.rest}>Empty and not required: {rest.map(({ title }) => title).join(', ')}.</p>}
    </Panel>
  )
}

function Aside({ document }: { document: DocumentDetail }) {
  const { shown, versions, id, missing } = document
  return (
    <>
      {shown.number !== versions[0]?.number && (
        <Panel title="An earlier version">
          <p>
            This is version {shown.number}. <Link to={`/documents/${id}`}>See the newest one</Link>
          </p>
        </Panel>
      )}
      {missing.length > 0 && document.withdrawn === null && (
        <Panel title="Still missing" aside={formatCount(missing.length)}>
          <ul className={classes.plain}>{missing.map((field) => <li key={field.id}>{field.title}</li>)}</ul>
        </Panel>
      )}
      <AboutPanel document={document} />
      <AttachmentsPanel document={document} />
    </>
  )
}
