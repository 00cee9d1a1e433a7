import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { KeyLife, Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { countOf, formatCount } from '../../ui/format.ts'
import { Instant } from '../../ui/Instant.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Mono } from '../../ui/Mono.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './identity.module.css'

/** The key that a person signs with, and every one before it with since when and until when. */
export function KeyPanel({ person, nameOf }: { person: Person; nameOf: (email: string) => string }) {
  const api = useApi()
  const keys = useQuery(api.identity.keys.queryOptions({ input: { email: person.email } })).data ?? []
  const [now, ...earlier] = keys
  return (
    <Panel title="Key" aside={person.revoked && <StateBadge tone="bad">revoked</StateBadge>}>
      <KeyValue
        items={[
          ['fingerprint', <Digest key="f" value={person.fingerprint} label="fingerprint" whole />],
          ['key name', person.keyName],
          ['in use since', <EntryLink key="s" seq={person.keySince} at={now?.since.at} />],
          ['revoked', now?.until && <End key="u" until={now.until} nameOf={nameOf} />],
          ['replaced', person.replacedKeys === 0 ? 'never' : countOf(person.replacedKeys, 'time')],
        ]}
      />
      {earlier.length > 0 && (
        <>
          <h3 className={classes.heading}>Earlier keys</h3>
          <ul className={classes.keys} aria-label="Earlier keys">
            {earlier.map((key) => (
              <li key={key.vkey}>
                <Digest value={key.fingerprint} label="fingerprint" whole />
                <span>
                  since <EntryLink seq={key.since.seq} at={key.since.at} />
                </span>
                {key.until && (
                  <span>
                    {key.until.how} <End until={key.until} nameOf={nameOf} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={classes.quiet}>verifier key, for checking signatures without this program</p>
      <Mono text={person.vkey} label="verifier key" wrap />
    </Panel>
  )
}

function End({ until: { seq, at, by, reason }, nameOf }: { until: NonNullable<KeyLife['until']>; nameOf: (email: string) => string }) {
  return (
    <span>
      by {nameOf(by)} in <EntryLink seq={seq} at={at} />: {reason}
    </span>
  )
}

function EntryLink({ seq, at }: { seq: number; at?: string | undefined }) {
  return (
    <>
      <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>
      {at !== undefined && (
        <>
          , <Instant at={at} show="day" />
        </>
      )}
    </>
  )
}
