import { Checkbox, Textarea } from '@mantine/core'
import { useId } from 'react'
import type { FormField } from '../../../../shared/contract/document-form.ts'
import type { DocumentContent, Draft } from '../../../../shared/contract/documents.ts'
import { FieldInput } from './FieldInput.tsx'
import { fieldElement } from './MissingPanel.tsx'
import { Quotes } from './Quotes.tsx'
import classes from './draft.module.css'

export type Change = (edit: (before: DocumentContent) => DocumentContent) => void

/** Two of these stand beside each other where there is room. */
const shortTypes: ReadonlySet<FormField['type']> = new Set(['line', 'list', 'choice', 'date'])

interface FieldEditorProps {
  field: FormField
  draft: Draft
  content: DocumentContent
  required: boolean
  change: Change
}

/** A field with its help, the way to say that it does not apply, and the facts of the record that belong to it. */
export function FieldEditor({ field, draft, content, required, change }: FieldEditorProps) {
  const id = useId()
  const reason = content.notApplicable[field.id]
  const setReason = (next: string | undefined) =>
    change((before) => {
      const { [field.id]: _old, ...others } = before.notApplicable
      return { ...before, notApplicable: next === undefined ? others : { ...others, [field.id]: next } }
    })
  return (
    <section id={fieldElement(field.id)} className={classes.field} aria-labelledby={id} data-short={shortTypes.has(field.type) || undefined}>
      <div className={classes.head}>
        <h3 id={id}>
          {field.title}
          {required && <span className={classes.required}> required</span>}
        </h3>
        {(required || reason !== undefined) && <Checkbox size="xs" className={classes.not} label="does not apply" aria-label={`${field.title} does not apply`} checked={reason !== undefined} onChange={(event) => setReason(event.currentTarget.checked ? '' : undefined)} />}
      </div>
      {field.help && <p className={classes.help}>{field.help}</p>}
      {reason === undefined ? (
        <FieldInput field={field} content={content} labelledBy={id} change={change} />
      ) : (
        <Textarea aria-label={`Why ${field.title} does not apply`} placeholder="Why it does not apply" autosize minRows={1} maxLength={2000} error={reason.trim() === '' && 'Without a reason it counts as empty.'} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      )}
      <Quotes field={field} facts={draft.facts} content={content} change={change} />
    </section>
  )
}
