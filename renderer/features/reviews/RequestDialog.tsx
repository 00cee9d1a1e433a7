import { Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Check } from '../../../shared/contract/evidence.ts'
import type { TierDemands } from '../../../shared/contract/policies.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { describeSigner, signerName } from '../../../shared/policy-words.ts'
import { tierWords } from '../../../shared/tiering-words.ts'
import { useDraft } from '../../api/draft.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { countOf } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { EvidenceBadges } from './badges.tsx'
import classes from './reviews.module.css'

interface RequestDialogProps {
  readonly version: string
  readonly onClose: () => void
  readonly onDone: (review: Review) => void
}

/** Shows what the request will freeze before it is made. */
export function RequestDialog({ version, onClose, onDone }: RequestDialogProps) {
  const api = useApi()
  const [message, setMessage, dropMessage] = useDraft(`request.${version}`, '')
  const done = (review: Review) => {
    dropMessage()
    onDone(review)
  }
  const request = useMutation(api.reviews.request.mutationOptions({ onSuccess: done }))
  const detail = useQuery(api.catalog.version.queryOptions({ input: { ref: version } })).data
  const policy = useQuery(api.reviews.policy.queryOptions()).data
  const demands = detail && policy?.tiers[detail.useCase.tier - 1]
  const byHand = demands?.signers.some(({ meaning }) => meaning === 'responsibility') ?? false
  return (
    <FormDialog
      opened
      size={600}
      title={`Request a review of ${version.replace('@', ' ')}`}
      submitLabel={byHand ? 'Open the request' : 'Freeze and request'}
      onClose={onClose}
      onSubmit={() => request.mutate({ version, message })}
      busy={request.isPending}
      error={request.error}
      note={byHand ? 'It stays a draft until its owner signs that it is submitted.' : 'Evidence that changes later needs a new revision.'}
    >
      <Frozen version={version} manifestHash={detail?.manifestHash} policy={policy && `${policy.title} (${policy.id} ${policy.version})`} demands={demands} />
      <Textarea
        label="Message to the reviewers"
        description="What to look at, and what is known to be weak."
        data-autofocus
        autosize
        minRows={2}
        maxLength={2000}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

interface FrozenProps {
  version: string
  manifestHash: string | undefined
  policy: string | undefined
  demands: TierDemands | undefined
}

function Frozen({ version, manifestHash, policy, demands }: FrozenProps) {
  const api = useApi()
  const checks = useQuery(api.evidence.checks.queryOptions({ input: { version } })).data
  return (
    <KeyValue
      labelWidth={86}
      items={[
        ['manifest', manifestHash && <Digest key="m" value={manifestHash} label="manifest digest" whole />],
        ['checks', checks && <span key="e">{checks.map(({ id }) => id).join(', ')} <EvidenceBadges evidence={checks.map(toItem)} /></span>],
        ['policy', policy && demands && `${policy}, tier ${tierWords(demands.tier)}; an approval holds ${countOf(demands.validDays, 'day')}`],
        ['evidence', demands && (demands.evidence.length === 0 ? 'none is demanded' : `${countOf(demands.evidence.length, 'demand')}: what is missing is said in the request`)],
        ['signatures', demands && <ul key="s" className={classes.changes}>{demands.signers.map((asked, at) => <li key={at}>{signerName(asked)}: {describeSigner(asked)}</li>)}</ul>],
      ]}
    />
  )
}

const toItem = ({ kind, id, seq, verdict, resultSha256 }: Check) => ({ kind, id, seq, verdict, sha256: resultSha256 })
