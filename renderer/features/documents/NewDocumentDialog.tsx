import { Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DocumentForm, DocumentSubject } from '../../../shared/contract/document-form.ts'
import type { Draft } from '../../../shared/contract/documents.ts'
import { evidenceGroupTitles, type EvidenceGroup } from '../../../shared/contract/evidence-kinds.ts'
import type { EvidenceSubject } from '../../../shared/contract/evidence-record.ts'
import { useApi } from '../../api/provider.tsx'
import { FileField } from '../../ui/FileField.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { subjectWord } from './words.tsx'

interface NewDocumentDialogProps {
  /** Chosen already where the dialog is opened on the page of a subject. */
  subject?: EvidenceSubject
  /** Chosen already where it was asked for by its kind. */
  kind?: string
  onClose: () => void
  onDone: (draft: Draft) => void
}

const keyOf = ({ type, ref }: DocumentSubject) => `${type}:${ref}`

/** Which kind, and about what; the rest is written in the draft. */
export function NewDocumentDialog({ subject, kind: first, onClose, onDone }: NewDocumentDialogProps) {
  const api = useApi()
  const forms = useQuery(api.documents.forms.queryOptions()).data ?? []
  const subjects = useQuery(api.documents.subjects.queryOptions()).data ?? []
  const [kind, setKind] = useState<string | null>(first ?? null)
  const [from, setFrom] = useState('')
  const [about, setAbout] = useState<string | null>(subject ? keyOf(subject) : null)
  const begin = useMutation({
    async mutationFn(input: { kind: string; subject: DocumentSubject }) {
      const draft = await api.documents.begin.call(input)
      if (from === '') return draft
      try {
        return await api.documents.importFile.call({ id: draft.id, path: from })
      } catch (error) {
        // Nobody asked for an empty draft.
        await api.documents.discard.call({ id: draft.id })
        throw error
      }
    },
    onSuccess: onDone,
  })
  const form = forms.find((one) => one.kind === kind)
  const fitting = subjects.filter((one) => form === undefined || form.subjects.includes(one.subject.type))
  const chosen = fitting.find((one) => keyOf(one.subject) === about)
  const submit = () => form && chosen && begin.mutate({ kind: form.kind, subject: chosen.subject })
  return (
    <FormDialog opened title="New document" submitLabel="Begin the draft" size={560} onClose={onClose} onSubmit={submit} busy={begin.isPending} error={begin.error} submitDisabled={!form || !chosen}>
      <Select label="Kind" description={form?.about ?? 'What is to be written.'} required data-autofocus={first === undefined || undefined} searchable nothingFoundMessage="No such kind" styles={{ options: { maxHeight: 320 } }} data={toGroups(forms.filter(({ note, subjects: types }) => !note && (!subject || types.includes(subject.type))))} value={kind} onChange={setKind} />
      <Select
        label="About"
        data-autofocus={first !== undefined || undefined}
        description={form ? `Usually about a ${subjectWord(form.subjects[0]!)}.` : 'What it speaks of.'}
        required
        searchable
        nothingFoundMessage="Nothing of this kind can be about that"
        data={fitting.map((one) => ({ value: keyOf(one.subject), label: `${one.title} · ${subjectWord(one.subject.type)}` }))}
        value={chosen ? about : null}
        onChange={setAbout}
      />
      {form?.card === true && <FileField label="Read a file in" description="The README.md of a model on Hugging Face with its YAML head, or YAML. Its fields and text begin the draft." placeholder="none" value={from} onChange={setFrom} filters={[{ name: 'Model cards', extensions: ['md', 'markdown', 'yaml', 'yml'] }]} />}
    </FormDialog>
  )
}

/** Kinds with a form of their own first, then all by group. */
function toGroups(forms: readonly DocumentForm[]) {
  const item = ({ kind, title }: DocumentForm) => ({ value: kind, label: title })
  const made = forms.filter(({ groups }) => groups.length > 1)
  const others = forms.filter(({ groups }) => groups.length === 1)
  const groups = Object.entries(evidenceGroupTitles) as [EvidenceGroup, string][]
  return [
    { group: 'Often written', items: made.map(item) },
    ...groups.map(([id, group]) => ({ group, items: others.filter((form) => form.group === id).map(item) })).filter(({ items }) => items.length > 0),
  ]
}
