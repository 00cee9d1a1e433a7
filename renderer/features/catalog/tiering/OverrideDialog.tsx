import { Modal, Radio, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { AssessmentInput, TierOutcome } from '../../../../shared/contract/assessment.ts'
import type { UseCase } from '../../../../shared/contract/catalog.ts'
import { type Tier, tierTitles } from '../../../../shared/contract/tier.ts'
import { whyNotOverride } from '../../../../shared/tiering.ts'
import { digestOf } from '../../../api/digest.ts'
import { useApi } from '../../../api/provider.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { SignText } from '../../../ui/SignText.tsx'
import classes from './tiering.module.css'

interface OverrideDialogProps {
  readonly useCase: UseCase
  readonly input: AssessmentInput
  readonly outcome: TierOutcome
  readonly signer: string
  readonly onClose: () => void
  readonly onDone: () => void
}

const tiers: readonly Tier[] = [1, 2, 3, 4]

/** Another tier than the computed one: chosen, given a reason, and signed as the text that stands here. */
export function OverrideDialog({ useCase, input, outcome, signer, onClose, onDone }: OverrideDialogProps) {
  const [tier, setTier] = useState<Tier | null>(null)
  const [reason, setReason] = useState('')
  const { text, error, renew, ready, sign } = useOverride(useCase.id, input, tier, reason)
  return (
    <Modal opened onClose={onClose} title={`Set another tier than ${outcome.tier}`} size={680} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.stack}>
        <Radio.Group label="Tier" description="It stays visible everywhere that it was set by hand, by whom and why." value={tier === null ? '' : String(tier)} onChange={(value) => setTier(Number(value) as Tier)}>
          <div className={classes.inline}>
            {tiers
              .filter((one) => one !== outcome.tier)
              .map((one) => {
                const why = whyNotOverride(outcome, one)
                return <Radio key={one} size="xs" value={String(one)} disabled={why !== null} label={`Tier ${one}, ${tierTitles[one]}`} description={why ?? undefined} />
              })}
          </div>
        </Radio.Group>
        <Textarea
          label="Reason"
          description="It becomes part of the text below, word for word, and of the ledger."
          required
          autosize
          minRows={1}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))}
        />
        {!ready && <p className={classes.quiet}>Choose a tier and give the reason: the text to sign appears here with them in it.</p>}
        {ready && error !== null && <ErrorState error={error} onRetry={renew} />}
        {ready && error === null && (
          <SignText
            text={text}
            signer={signer}
            label="Sign and record"
            busy={sign.isPending}
            error={sign.error}
            onSign={(passphrase, done) => sign.mutate({ shown: text, passphrase }, { onSuccess: onDone, onSettled: done })}
            onRenew={renew}
          />
        )}
      </div>
    </Modal>
  )
}

/** One text for the pause after typing; it is then left alone until tier or reason change. */
function useOverride(useCase: string, input: AssessmentInput, tier: Tier | null, reason: string) {
  const api = useApi()
  const { mutate, reset, data, error } = useMutation(api.catalog.overrideStatement.mutationOptions())
  const [asked, setAsked] = useState(0)
  const said = reason.trim()
  const ready = tier !== null && said !== ''
  useEffect(() => {
    reset()
    if (tier === null || said === '') return undefined
    const timer = setTimeout(() => mutate({ ...input, override: { tier, reason: said } }), 400)
    return () => clearTimeout(timer)
  }, [mutate, reset, input, tier, said, asked])
  const sign = useMutation({
    mutationFn: async ({ shown, passphrase }: { shown: string; passphrase: string }) => api.catalog.signOverride.call({ useCase, sha256: await digestOf(shown), passphrase }),
  })
  return { text: data?.text ?? '', error, ready, renew: () => setAsked(asked + 1), sign }
}
