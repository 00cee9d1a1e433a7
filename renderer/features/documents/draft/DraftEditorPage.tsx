import { Button, Menu, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Draft } from '../../../../shared/contract/documents.ts'
import { filledIn, missingFrom, requiredIn } from '../../../../shared/documents/completeness.ts'
import { useApi } from '../../../api/provider.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { useFileChooser } from '../../../ui/files.tsx'
import { Columns, Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { AttachedFiles } from '../AttachedFiles.tsx'
import { crumbsOf, pathOfSubject } from '../words.tsx'
import { Attachments } from './Attachments.tsx'
import { BehindPanel } from './BehindPanel.tsx'
import { FieldEditor } from './FieldEditor.tsx'
import { MissingPanel, NotSavedPanel, SaveWords } from './MissingPanel.tsx'
import { NoteText, PartsPanel } from './NoteText.tsx'
import { SealDialog } from './SealDialog.tsx'
import { TextEditor } from './TextEditor.tsx'
import { useDraftEditor, type DraftEditor } from './use-draft-editor.ts'
import classes from './draft.module.css'

/** One form over one draft: saved while it is typed, sealed when the person says so. */
export function DraftEditorPage({ draft }: { draft: Draft }) {
  const editor = useDraftEditor(draft)
  const { form, tier } = draft
  const { content, change } = editor
  const required = new Set(requiredIn(form, tier).map(({ id }) => id))
  const missing = missingFrom(form, tier, filledIn(form, content))
  return (
    <Page
      crumbs={[...crumbsOf(draft), ...(draft.document === null ? [] : [{ label: draft.document, to: `/documents/${draft.document}` }]), { label: draft.document === null ? (form.note ? 'new note' : 'new') : 'next version' }]}
      title={content.title || form.title}
      sub={`${form.title} · ${draft.subjectTitle} · ${draft.base === null ? `a new ${form.note ? 'note' : 'document'}` : `from version ${draft.base}`}`}
      actions={<Actions draft={draft} editor={editor} />}
    >
      {draft.newer && <BehindPanel draft={draft} editor={editor} />}
      <Columns
        asideWidth={form.note ? 'minmax(220px, 260px)' : 'minmax(280px, 340px)'}
        follow
        main={
          <AttachedFiles owner={{ draft: draft.id }} attachments={draft.attachments}>
            <Panel title="Title">
              <TextInput aria-label="Title" required maxLength={200} value={content.title} onChange={(event) => {
                const title = event.currentTarget.value
                change((before) => ({ ...before, title }))
              }} />
            </Panel>
            {!form.note && form.groups.map((group) => (
              <Panel key={group.id} title={group.title}>
                {group.help && <p className={classes.help}>{group.help}</p>}
                <div className={classes.fields}>
                  {group.fields.map((field) => (
                    <FieldEditor key={field.id} field={field} draft={draft} content={content} required={required.has(field.id)} change={change} />
                  ))}
                </div>
              </Panel>
            ))}
            <Panel title={form.text.title}>{form.note ? <NoteText draft={draft} editor={editor} /> : <TextEditor help={form.text.help} value={content.text} onChange={(text) => change((before) => ({ ...before, text }))} />}</Panel>
          </AttachedFiles>
        }
        aside={
          <>
            <NotSavedPanel state={editor.state} onRetry={() => void editor.flush()} />
            {form.note ? <PartsPanel form={form} text={content.text} /> : <MissingPanel missing={missing} about={form.about} />}
            <Attachments draft={draft} editor={editor} />
          </>
        }
      />
    </Page>
  )
}

function Actions({ draft, editor }: { draft: Draft; editor: DraftEditor }) {
  const api = useApi()
  const navigate = useNavigate()
  const choose = useFileChooser()
  const [sealing, setSealing] = useState(false)
  const discard = useMutation(api.documents.discard.mutationOptions({ onSuccess: () => void navigate({ to: (draft.form.note && pathOfSubject(draft.subject)) || '/documents' }) }))
  const importFile = async () => {
    const path = await choose({ kind: 'file', title: draft.form.card ? 'Read a model card (README.md) or YAML' : 'Read a YAML or Markdown file' })
    if (path === null) return
    await editor
      .act(() => api.documents.importFile.call({ id: draft.id, path }))
      .then(() => notifications.show({ title: 'File read', message: 'What it says took the place of what the draft said.' }))
      .catch((error: unknown) => notifications.show({ title: 'The file was not read', message: sentenceOf(error), color: 'red', autoClose: 12_000 }))
  }
  return (
    <>
      <SaveWords state={editor.state} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">More…</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void importFile()}>{draft.form.card ? 'Read a model card…' : 'Read a file…'}</Menu.Item>
          <Menu.Item onClick={() => discard.mutate({ id: draft.id })}>Discard this draft</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button onClick={() => void editor.flush().then(setSealing)}>Seal…</Button>
      {sealing && <SealDialog draft={draft} onClose={() => setSealing(false)} />}
    </>
  )
}
