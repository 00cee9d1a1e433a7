import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useApi } from '../../../api/provider.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { formatCount, formatDay } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Mono } from '../../../ui/Mono.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from './integrity.module.css'

/** Where the key lies that signs the checkpoints, and what that protects. */
export function LogKeyPanel() {
  const api = useApi()
  const key = useQuery(api.custody.logKey.queryOptions())
  return (
    <Panel title="Log key" aside="signs every checkpoint of this ledger">
      <Loaded query={key} label="log key">
        {({ place, path, sentence, fingerprint, vkey, history }) => (
          <div className={classes.part}>
            <p>{sentence}</p>
            <KeyValue
              items={[
                ['it is', <StateBadge key="p" tone={place === 'file' ? 'info' : 'plain'}>{place === 'file' ? 'in a file on this computer' : 'not on this computer'}</StateBadge>],
                ['file', path !== null && <code key="f" className={classes.mono}>{path}</code>],
                ['fingerprint', <Digest key="d" value={fingerprint} label="fingerprint of the log key" whole />],
                ...history.slice(1).map(({ seq, at, reason }): [string, ReactNode] => [
                  `since ${formatDay(at)}`,
                  <span key={seq}>
                    another key, <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>: {reason}
                  </span>,
                ]),
              ]}
            />
            <Mono text={vkey} label="log key" wrap />
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
