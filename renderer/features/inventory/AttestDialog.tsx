import { Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useApi } from '../../api/provider.tsx'
import { typingPauseMs, useSignature, useStatement } from '../../api/signing.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SignText } from '../../ui/SignText.tsx'
import classes from './inventory.module.css'

const day = /^\d{4}-\d\d-\d\d$/

/** The period, then the text over the inventory as it is; it is signed only after its last line was on screen. */
export function AttestDialog({ signer, onClose }: { signer: string; onClose: () => void }) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const api = useApi()
  const asked = day.test(from) && day.test(to) ? { period: { from, to } } : null
  const statement = useStatement(asked, (attested) => api.inventory.attestStatement.call(attested), typingPauseMs)
  const signature = useSignature(statement.text, (signed) => api.inventory.attest.call(signed), onClose)
  return (
    <Modal opened onClose={onClose} title="Attest to the inventory" size={680} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.stack}>
        <p className={classes.dim}>A compliance reviewer attests to all models, a model owner to their own. The inventory as it is now is kept with the signature.</p>
        <div className={classes.actions}>
          <TextInput type="date" label="First day of the period" required value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput type="date" label="Its last day" required value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        </div>
        {asked === null && <p className={classes.dim}>Choose the period: the text to sign appears here.</p>}
        {asked !== null && statement.error !== null && <ErrorState error={statement.error} onRetry={statement.renew} />}
        {asked !== null && statement.error === null && <SignText text={statement.text} signer={signer} label="Sign and record" onRenew={statement.renew} {...signature} />}
      </div>
    </Modal>
  )
}
