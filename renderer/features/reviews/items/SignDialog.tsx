import { Modal } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { ShownText } from '../../../../shared/contract/identity.ts'
import { digestOf } from '../../../api/digest.ts'
import { useActingPerson } from '../../../api/session.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { SignText } from '../../../ui/SignText.tsx'

interface SignDialogProps {
  title: string
  label: string
  show: () => Promise<ShownText>
  sign: (signed: { sha256: string; passphrase: string }) => Promise<unknown>
  onClose: () => void
}

/** A text that is read to its end and signed as it stands. */
export function SignDialog({ title, label, show, sign, onClose }: SignDialogProps) {
  const person = useActingPerson()
  const key = useId()
  const shown = useQuery({ queryKey: ['to sign', key], queryFn: show, staleTime: Infinity, gcTime: 0, retry: false })
  const send = useMutation({ mutationFn: async ({ text, passphrase }: { text: string; passphrase: string }) => sign({ sha256: await digestOf(text), passphrase }), onSuccess: onClose })
  const text = shown.data?.text ?? ''
  return (
    <Modal opened onClose={onClose} title={title} size={680} closeButtonProps={{ 'aria-label': 'Close' }}>
      {shown.error === null ? (
        <SignText text={text} signer={person?.name ?? ''} label={label} busy={send.isPending} error={send.error} onSign={(passphrase, done) => send.mutate({ text, passphrase }, { onSettled: done })} onRenew={() => void shown.refetch()} />
      ) : (
        <ErrorState error={shown.error} onRetry={() => void shown.refetch()} />
      )}
    </Modal>
  )
}
