import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Policy } from '../../../../shared/contract/policies.ts'
import { policyRoleOf } from '../../../../shared/policy-rules.ts'
import { useDraft } from '../../../api/draft.ts'
import { useApi } from '../../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { useSignature } from '../../../api/signing.ts'
import { sentenceOf } from '../../../ui/failure.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { SignText } from '../../../ui/SignText.tsx'
import classes from '../policies.module.css'

interface ProposePanelProps {
  policy: Policy
  /** The policy changed a moment ago and is not judged yet. */
  waiting: boolean
  onDone: () => void
}

/** The reason, then the exact text, then the signature. Another policy begins here anew. */
export function ProposePanel({ policy, waiting, onDone }: ProposePanelProps) {
  const api = useApi()
  const navigate = useNavigate()
  const person = useActingPerson()
  const [reason, setReason, dropReason] = useDraft('policy.reason', '')
  const text = useMutation(api.policies.proposeStatement.mutationOptions())
  const signature = useSignature(text.data?.text ?? '', (signed) => api.policies.propose.call(signed), ({ id }) => {
    onDone()
    dropReason()
    void navigate({ to: `/policies/proposed/${id}` })
  })
  const mayNot = person !== null && policyRoleOf(person.roles) === null
  const fetchText = () => text.mutate({ policy, reason })
  if (text.data && person) {
    return (
      <Panel title="You will sign exactly this text">
        <SignText text={text.data.text} signer={person.name} label="Sign and propose" onRenew={fetchText} {...signature} />
      </Panel>
    )
  }
  return (
    <Panel title="Propose it">
      <div className={classes.side}>
        {mayNot ? <p>A policy is proposed by a compliance reviewer or a final approver; you have neither role. You can still see what it would mean.</p> : null}
        <Textarea label="Reason" description="It becomes part of both statements and of the ledger." required autosize minRows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))} error={text.error ? sentenceOf(text.error) : undefined} />
        <div className={classes.actions}>
          <Button disabled={waiting || mayNot || reason.trim() === ''} loading={text.isPending} onClick={() => (person === null ? askForSignIn() : fetchText())}>
            Read the statement…
          </Button>
        </div>
      </div>
    </Panel>
  )
}
