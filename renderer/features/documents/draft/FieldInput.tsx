import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FormField } from '../../../../shared/contract/document-form.ts'
import type { DocumentContent, FieldValue } from '../../../../shared/contract/documents.ts'
import { listOf, rowsOf, textOf } from '../../../../shared/documents/completeness.ts'
import { readSection, trimBlank, writeSection } from '../../../../shared/documents/sections.ts'
import type { Change } from './FieldEditor.tsx'
import { TableEditor } from './TableEditor.tsx'
import classes from './draft.module.css'

interface FieldInputProps {
  field: FormField
  content: DocumentContent
  labelledBy: string
  change: Change
}

export function FieldInput({ field, content, labelledBy, change }: FieldInputProps) {
  const value = content.fields[field.id]
  const set = (next: FieldValue) => change((before) => ({ ...before, fields: { ...before.fields, [field.id]: next } }))
  const label = { 'aria-labelledby': labelledBy }
  switch (field.type) {
    case 'section':
      return <SectionInput field={field} text={content.text} labelledBy={labelledBy} change={change} />
    case 'table':
      return <TableEditor field={field} rows={rowsOf(value)} onChange={set} />
    case 'list':
      return <Textarea {...label} autosize minRows={2} maxRows={12} spellCheck={false} placeholder="One a line" value={listOf(value).join('\n')} onChange={(event) => set(event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n'))} />
    case 'choice':
      return <NativeSelect {...label} className={classes.short} data={[{ value: '', label: 'Choose…' }, ...field.options.map(({ id, title }) => ({ value: id, label: title }))]} value={textOf(value)} onChange={(event) => set(event.currentTarget.value)} />
    case 'date':
      return <TextInput {...label} className={classes.short} type="date" value={textOf(value)} onChange={(event) => set(event.currentTarget.value)} />
    case 'line':
      return <TextInput {...label} value={textOf(value)} onChange={(event) => set(event.currentTarget.value)} />
    case 'yaml':
      return <Textarea {...label} autosize minRows={2} maxRows={24} spellCheck={false} classNames={{ input: classes.mono }} value={textOf(value)} onChange={(event) => set(event.currentTarget.value)} />
    case 'prose':
      return <Textarea {...label} autosize minRows={3} maxRows={24} value={textOf(value)} onChange={(event) => set(event.currentTarget.value)} />
  }
}

/** A part of the text, edited in its place. What is typed stands here as typed; the text holds it without blank lines around it. */
function SectionInput({ field, text, labelledBy, change }: Omit<FieldInputProps, 'content'> & { text: string }) {
  const stored = readSection(text, field) ?? ''
  const [typed, setTyped] = useState(stored)
  const shown = trimBlank(typed) === stored ? typed : stored
  const set = (next: string) => {
    setTyped(next)
    change((before) => ({ ...before, text: writeSection(before.text, field, trimBlank(next)) }))
  }
  return <Textarea aria-labelledby={labelledBy} autosize minRows={3} maxRows={24} value={shown} onChange={(event) => set(event.currentTarget.value)} />
}
