import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/provider.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'

export function WithdrawDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const api = useApi()
  const [reason, setReason] = useState('')
  const withdraw = useMutation(api.policies.withdraw.mutationOptions({ onSuccess: onClose }))
  return (
    <FormDialog
      opened
      title={`Take back ${id}`}
      submitLabel="Take back"
      onClose={onClose}
      onSubmit={() => withdraw.mutate({ id, reason })}
      submitDisabled={reason.trim() === ''}
      busy={withdraw.isPending}
      error={withdraw.error}
    >
      <p>The policy in force stays in force. The proposal and its signature stay in the ledger.</p>
      <Textarea label="Reason" required autosize minRows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))} data-autofocus />
    </FormDialog>
  )
}
