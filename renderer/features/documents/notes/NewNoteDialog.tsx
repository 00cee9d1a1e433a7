import { Radio } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DocumentSubject } from '../../../../shared/contract/document-form.ts'
import type { Draft } from '../../../../shared/contract/documents.ts'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import classes from '../documents.module.css'

/** Which template the note begins with; everything else is written in the draft. */
export function NewNoteDialog({ subject, onClose, onDone }: { subject: DocumentSubject; onClose: () => void; onDone: (draft: Draft) => void }) {
  const api = useApi()
  const forms = (useQuery(api.documents.forms.queryOptions()).data ?? []).filter(({ note }) => note)
  const [chosen, setChosen] = useState<string | null>(null)
  const kind = chosen ?? forms[0]?.kind ?? ''
  const begin = useMutation(api.documents.begin.mutationOptions({ onSuccess: onDone }))
  return (
    <FormDialog opened title="New note" submitLabel="Begin the note" size={520} onClose={onClose} onSubmit={() => begin.mutate({ kind, subject })} busy={begin.isPending} error={begin.error} submitDisabled={kind === ''}>
      <Radio.Group label="Template" description="Its headings stand in the note; change them as you like." value={kind} onChange={setChosen}>
        <div className={classes.choices}>
          {forms.map((form) => (
            <Radio key={form.kind} value={form.kind} size="xs" label={form.title} description={form.about} />
          ))}
        </div>
      </Radio.Group>
    </FormDialog>
  )
}
