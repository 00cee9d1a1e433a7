import { Modal } from '@mantine/core'
import type { ShownText } from '../../../../shared/contract/identity.ts'
import { useActingPerson } from '../../../api/session.ts'
import { useSignature, useStatement } from '../../../api/signing.ts'
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
  const statement = useStatement(true, show)
  const signature = useSignature(statement.text, sign, onClose)
  return (
    <Modal opened onClose={onClose} title={title} size={680} closeButtonProps={{ 'aria-label': 'Close' }}>
      {statement.error === null ? (
        <SignText text={statement.text} signer={person?.name ?? ''} label={label} onRenew={statement.renew} {...signature} />
      ) : (
        <ErrorState error={statement.error} onRetry={statement.renew} />
      )}
    </Modal>
  )
}
