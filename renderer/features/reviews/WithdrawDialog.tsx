import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/provider.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'

export function WithdrawDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const api = useApi()
  const [reason, setReason] = useState('')
  const withdraw = useMutation(api.reviews.withdraw.mutationOptions({ onSuccess: onClose }))
  return (
    <FormDialog
      opened
      title={`Withdraw ${id}`}
      submitLabel="Withdraw"
      submitDisabled={reason.trim() === ''}
      onClose={onClose}
      onSubmit={() => withdraw.mutate({ id, reason })}
      busy={withdraw.isPending}
      error={withdraw.error}
    >
      <TextInput label="Reason" description="It is written to the ledger." required data-autofocus maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  )
}
