import { Button } from '@mantine/core'
import type { Person } from '../../../shared/contract/identity.ts'
import type { Proposal } from '../../../shared/contract/policies.ts'
import { policyRoleOf } from '../../../shared/policy-rules.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { useSignature, useStatement } from '../../api/signing.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SignText } from '../../ui/SignText.tsx'
import classes from './policies.module.css'

/** The second signature, or why this person can not give it. */
export function ConfirmPanel({ proposal }: { proposal: Proposal }) {
  const person = useActingPerson()
  const why = person === null ? 'Nobody is signed in. Sign in to see the exact text that you would sign.' : whyNot(proposal, person)
  return (
    <Panel title={why === null ? 'You will sign exactly this text' : 'The second signature'}>
      <div className={classes.side}>
        {why === null ? <ConfirmForm key={person!.email} id={proposal.id} signer={person!.name} /> : <p>{why}</p>}
        {person === null && (
          <div className={classes.actions}>
            <Button onClick={() => askForSignIn()}>Sign in…</Button>
          </div>
        )}
      </div>
    </Panel>
  )
}

function whyNot({ proposed }: Proposal, { email, roles }: Person): string | null {
  if (proposed.by === email) return 'You proposed it. It is in force once another compliance reviewer or final approver has signed here.'
  return policyRoleOf(roles) === null ? 'A policy is confirmed by a compliance reviewer or a final approver; you have neither role.' : null
}

function ConfirmForm({ id, signer }: { id: string; signer: string }) {
  const api = useApi()
  const statement = useStatement({ id }, (asked) => api.policies.confirmStatement.call(asked))
  const signature = useSignature(statement.text, (signed) => api.policies.confirm.call({ id, ...signed }))
  if (statement.error) return <ErrorState error={statement.error} onRetry={statement.renew} />
  return <SignText text={statement.text} signer={signer} label="Sign and put into force" onRenew={statement.renew} {...signature} />
}
