import { Radio, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/provider.tsx'
import { FileField } from '../../ui/FileField.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import classes from './documents.module.css'

export function WithdrawDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const api = useApi()
  const [reason, setReason] = useState('')
  const withdraw = useMutation(api.documents.withdraw.mutationOptions({ onSuccess: onClose }))
  return (
    <FormDialog opened title={`Withdraw ${id}`} submitLabel="Withdraw" onClose={onClose} onSubmit={() => withdraw.mutate({ id, reason })} busy={withdraw.isPending} error={withdraw.error} submitDisabled={reason.trim() === ''}>
      <p>It is no evidence any more, and gets no further version. What was sealed stays in the ledger and can be read.</p>
      <Textarea label="Reason" required data-autofocus autosize minRows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  )
}

interface ExportDialogProps {
  id: string
  number: number
  /** Whether its Markdown is the file of a model hub. */
  card: boolean
  onClose: () => void
}

export function ExportDialog({ id, number, card, onClose }: ExportDialogProps) {
  const api = useApi()
  const [as, setAs] = useState<'markdown' | 'yaml'>('markdown')
  const [out, setOut] = useState('')
  const save = useMutation(
    api.documents.export.mutationOptions({
      onSuccess: ({ path }) => {
        notifications.show({ title: 'Document exported', message: path })
        onClose()
      },
    }),
  )
  return (
    <FormDialog opened title={`Export version ${number} of ${id}`} submitLabel="Export" onClose={onClose} onSubmit={() => save.mutate({ id, number, as, out })} busy={save.isPending} error={save.error} submitDisabled={out.trim() === ''}>
      <Radio.Group label="As" value={as} onChange={(value) => setAs(value as 'markdown' | 'yaml')}>
        <div className={classes.choices}>
          <Radio value="markdown" size="xs" label="Markdown" description={card ? 'The README.md of a model hub, with its YAML head.' : 'To read elsewhere.'} />
          <Radio value="yaml" size="xs" label="YAML" description="To edit elsewhere and read in again." />
        </div>
      </Radio.Group>
      <FileField label="File" kind="save" required value={out} onChange={setOut} defaultPath={as === 'yaml' ? `${id}.yaml` : card ? 'README.md' : `${id}.md`} />
    </FormDialog>
  )
}
