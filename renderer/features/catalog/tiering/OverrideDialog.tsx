import { Modal, Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { AssessmentInput, TierOutcome } from '../../../../shared/contract/assessment.ts'
import type { UseCase } from '../../../../shared/contract/catalog.ts'
import { type Tier, tierTitles } from '../../../../shared/contract/tier.ts'
import { whyNotOverride } from '../../../../shared/tiering.ts'
import { useApi } from '../../../api/provider.tsx'
import { typingPauseMs, useSignature, useStatement } from '../../../api/signing.ts'
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
  const said = reason.trim()
  const asked = tier === null || said === '' ? null : { ...input, override: { tier, reason: said } }
  const api = useApi()
  const statement = useStatement(asked, (override) => api.catalog.overrideStatement.call(override), typingPauseMs)
  const signature = useSignature(statement.text, (signed) => api.catalog.signOverride.call({ useCase: useCase.id, ...signed }), onDone)
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
        {asked === null && <p className={classes.quiet}>Choose a tier and give the reason: the text to sign appears here with them in it.</p>}
        {asked !== null && statement.error !== null && <ErrorState error={statement.error} onRetry={statement.renew} />}
        {asked !== null && statement.error === null && <SignText text={statement.text} signer={signer} label="Sign and record" onRenew={statement.renew} {...signature} />}
      </div>
    </Modal>
  )
}
