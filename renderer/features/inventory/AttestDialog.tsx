import { Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { digestOf } from '../../api/digest.ts'
import { useApi } from '../../api/provider.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SignText } from '../../ui/SignText.tsx'
import classes from './inventory.module.css'

const day = /^\d{4}-\d\d-\d\d$/

/** The period, then the text over the inventory as it is; it is signed only after its last line was on screen. */
export function AttestDialog({ signer, onClose }: { signer: string; onClose: () => void }) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const { text, error, renew, ready, sign } = useAttesting(from, to)
  return (
    <Modal opened onClose={onClose} title="Attest to the inventory" size={680} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.stack}>
        <p className={classes.dim}>A compliance reviewer attests to all models, a model owner to their own. The inventory as it is now is kept with the signature.</p>
        <div className={classes.actions}>
          <TextInput type="date" label="First day of the period" required value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput type="date" label="Its last day" required value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        </div>
        {!ready && <p className={classes.dim}>Choose the period: the text to sign appears here.</p>}
        {ready && error !== null && <ErrorState error={error} onRetry={renew} />}
        {ready && error === null && (
          <SignText text={text} signer={signer} label="Sign and record" busy={sign.isPending} error={sign.error} onSign={(passphrase, done) => sign.mutate({ shown: text, passphrase }, { onSuccess: onClose, onSettled: done })} onRenew={renew} />
        )}
      </div>
    </Modal>
  )
}

function useAttesting(from: string, to: string) {
  const api = useApi()
  const queries = useQueryClient()
  const { mutate, reset, data, error } = useMutation(api.inventory.attestStatement.mutationOptions())
  const [asked, setAsked] = useState(0)
  const ready = day.test(from) && day.test(to)
  useEffect(() => {
    reset()
    if (!ready) return undefined
    const timer = setTimeout(() => mutate({ period: { from, to } }), 400)
    return () => clearTimeout(timer)
  }, [mutate, reset, ready, from, to, asked])
  const sign = useMutation({
    mutationFn: async ({ shown, passphrase }: { shown: string; passphrase: string }) => api.inventory.attest.call({ sha256: await digestOf(shown), passphrase }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.inventory.attestations.queryKey() }),
  })
  return { text: data?.text ?? '', error, ready, renew: () => setAsked(asked + 1), sign }
}
