import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { EntryDetail } from '../../../../shared/contract/ledger.ts'
import { useApi } from '../../../api/provider.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { formatBytes, formatCount, formatExact } from '../../../ui/format.ts'
import { CloseIcon } from '../../../ui/icons.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Mono } from '../../../ui/Mono.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ErasureSection } from '../erasure/ErasureSection.tsx'
import { ProofSection } from './ProofSection.tsx'
import { pathOfSubject } from '../subjects.ts'
import classes from '../ledger.module.css'

/** One entry as it is hashed, and where it stands in the tree. */
export function EntryPanel({ seq }: { seq: number }) {
  const api = useApi()
  const navigate = useNavigate()
  const entry = useQuery(api.ledger.entry.queryOptions({ input: { seq } }))
  const size = useQuery(api.ledger.state.queryOptions()).data?.size
  const go = (to: string) => void navigate({ to, search: (before: object) => before })
  return (
    <div className={classes.detail}>
      <Panel
        title={`Entry ${formatCount(seq)}`}
        aside={
          <span className={classes.steps}>
            <Button variant="default" size="compact-xs" disabled={seq === 0} onClick={() => go(`/ledger/${Math.min(seq, size ?? seq) - 1}`)}>
              Older
            </Button>
            <Button variant="default" size="compact-xs" disabled={size !== undefined && seq >= size - 1} onClick={() => go(`/ledger/${seq + 1}`)}>
              Newer
            </Button>
            <ActionIcon variant="subtle" color="gray" size={22} aria-label="Close the entry" onClick={() => go('/ledger')}>
              <CloseIcon />
            </ActionIcon>
          </span>
        }
      >
        <Loaded query={entry} label="entry">
          {(data) => <Facts entry={data} />}
        </Loaded>
      </Panel>
    </div>
  )
}

function Facts({ entry }: { entry: EntryDetail }) {
  const path = entry.subject === null ? null : pathOfSubject(entry.subject, entry.kind)
  return (
    <div className={classes.facts}>
      <p className={classes.summary}>{entry.summary}</p>
      <KeyValue
        items={[
          ['kind', <code key="k" className={classes.mono}>{entry.kind}</code>],
          ['time', formatExact(entry.at)],
          ['by', entry.actor],
          ['about', entry.subject !== null && (path === null ? entry.subject : <Link key="a" to={path}>{entry.subject}</Link>)],
          ['leaf hash', <Digest key="l" value={entry.leafHash} label="leaf hash" whole />],
          ['stands', `leaf ${formatCount(entry.seq)} of the tree, ${entry.seq === 0 ? 'the first one' : `after entry ${formatCount(entry.seq - 1)}`}`],
        ]}
      />
      <ErasureSection seq={entry.seq} />
      <div>
        <h3 className={classes.sub}>
          The entry, exactly as it is hashed <span>{formatBytes(entry.bytes)} of canonical JSON (RFC 8785)</span>
        </h3>
        <Mono text={entry.canonical} label="canonical bytes" wrap maxHeight={420} />
      </div>
      <p className={classes.quiet}>
        The leaf hash is SHA-256 over a zero byte and these bytes (RFC 6962). Sequence number and ledger are inside, so the entry can not
        move to another place or another ledger.
      </p>
      <ProofSection entry={entry} />
    </div>
  )
}
