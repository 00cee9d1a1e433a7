import { Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { roleTitles } from '../../../shared/contract/identity.ts'
import type { Policy, Review } from '../../../shared/contract/reviews.ts'
import { useDraft } from '../../api/draft.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { countOf } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { EvidenceBadges } from './badges.tsx'

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
  return (
    <FormDialog
      opened
      size={600}
      title={`Request a review of ${version.replace('@', ' ')}`}
      submitLabel="Freeze and request"
      onClose={onClose}
      onSubmit={() => request.mutate({ version, message })}
      busy={request.isPending}
      error={request.error}
      note="A later change of evidence or manifest voids the request."
    >
      <Frozen version={version} />
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

function Frozen({ version }: { version: string }) {
  const api = useApi()
  const detail = useQuery(api.catalog.version.queryOptions({ input: { ref: version } })).data
  const checks = useQuery(api.evidence.checks.queryOptions({ input: { version } })).data
  const policy = useQuery(api.reviews.policy.queryOptions()).data
  const evidence = checks?.map((check) => ({ check: check.id, seq: check.seq, verdict: check.verdict, sha256: check.resultSha256 }))
  return (
    <KeyValue
      labelWidth={86}
      items={[
        ['manifest', detail && <Digest key="m" value={detail.manifestHash} label="manifest digest" whole />],
        ['evidence', evidence && <span key="e">{evidence.map((one) => one.check).join(', ')} <EvidenceBadges evidence={evidence} /></span>],
        ['policy', policy && `${policy.title} (${policy.id} ${policy.version}), valid for ${countOf(policy.validDays, 'day')}`],
        ['signatures', policy && <ul key="s">{policy.signatures.map((asked) => <li key={asked.meaning}>{describeAsked(asked)}</li>)}</ul>],
      ]}
    />
  )
}

const describeAsked = ({ meaning, min, roles }: Policy['signatures'][number]): string =>
  `${min} ${meaning}, by ${roles.map((role) => roleTitles[role].toLowerCase()).join(', ')}; nobody who is an author`
