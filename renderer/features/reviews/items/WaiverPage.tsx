import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Waiver } from '../../../../shared/contract/waivers.ts'
import { toWords } from '../../../../shared/id-words.ts'
import { useApi } from '../../../api/provider.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { formatDate } from '../../../ui/format.ts'
import type { ItemAct } from './ActDialog.tsx'
import { ItemView } from './ItemView.tsx'
import { SignDialog } from './SignDialog.tsx'
import { waiverWords } from './words.tsx'

const reason = [{ name: 'reason', label: 'Reason', kind: 'line' as const }]

/** One exception: what it lets pass, until when, and by whose signature. */
export function WaiverPage({ id }: { id: string }) {
  const api = useApi()
  const query = useQuery(api.waivers.get.queryOptions({ input: { id } }))
  const [signing, setSigning] = useState(false)
  const acts = (): ItemAct[] => [
    { act: 'refuse', label: 'Refuse', title: `Refuse ${id}`, fields: reason, run: ({ reason: why = '' }) => api.waivers.refuse.call({ id, reason: why }) },
    { act: 'withdraw', label: 'Take it back', title: `Take ${id} back`, fields: reason, run: ({ reason: why = '' }) => api.waivers.withdraw.call({ id, reason: why }) },
    { act: 'end', label: 'End it', title: `End ${id} before its time`, fields: reason, run: ({ reason: why = '' }) => api.waivers.end.call({ id, reason: why }) },
  ]
  return (
    <>
      <ItemView
        id={id}
        what="waiver"
        query={query}
        title={({ version }) => `Waiver for ${version.replace('@', ' ')}`}
        state={({ state }) => waiverWords[state]}
        text={({ lets }) => `${lets.charAt(0).toUpperCase()}${lets.slice(1)}.`}
        facts={factsOf}
        acts={acts}
        extra={({ permissions }) => permissions.some(({ act, allowed }) => act === 'grant' && allowed) && <Button onClick={() => setSigning(true)}>Read and grant…</Button>}
      />
      {signing && <SignDialog title={`Grant ${id}`} label="Sign and grant" show={() => api.waivers.statement.call({ id })} sign={(signed) => api.waivers.grant.call({ id, ...signed })} onClose={() => setSigning(false)} />}
    </>
  )
}

const factsOf = ({ type, reason: why, control, owner, until, tier, by, granted, closed, manifestHash }: Waiver) =>
  [
    ['type', toWords(type)],
    ['reason', why],
    ['control', control ?? 'none'],
    ['owner', owner],
    ['until', formatDate(until)],
    ['tier', tier],
    ['manifest', <Digest key="m" value={manifestHash} label="manifest hash" />],
    ['proposed by', by],
    ['granted', granted ? `by ${granted.by}, as ${toWords(granted.role)}` : 'not yet'],
    ['closed', closed && `${closed.how} by ${closed.by}: ${closed.reason}`],
  ] as const
