import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LedgerState } from '../../../shared/contract/ledger.ts'
import { describeProved, isContradicted } from '../../api/proved.ts'
import { useApi } from '../../api/provider.tsx'
import { ledgerVerdictStates } from '../../api/states.ts'
import { countOf, formatCount, formatDay } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Strip } from '../../ui/Strip.tsx'
import classes from './overview.module.css'

export function IntegrityPanel() {
  const api = useApi()
  const ledger = useQuery(api.ledger.state.queryOptions())
  const verdict = ledger.data?.lastVerification?.verdict
  const state = verdict === undefined ? undefined : ledgerVerdictStates[verdict]
  return (
    <Panel title="Integrity" aside={<StateBadge tone={state?.tone ?? 'void'}>{state?.word ?? 'not verified yet'}</StateBadge>}>
      <Loaded query={ledger} label="integrity">
        {(data) => <Integrity ledger={data} />}
      </Loaded>
    </Panel>
  )
}

function Integrity({ ledger }: { ledger: LedgerState }) {
  const { size, marks, lastEvidence, provedSize, lastVerification, warnings } = ledger
  const contradicted = isContradicted(ledger)
  const api = useApi()
  const trail = useQuery(api.ledger.auditTrail.queryOptions()).data
  const verifiedAt = lastVerification?.verifiedAt ?? trail?.last?.verifiedAt ?? null
  const people = useQuery(api.identity.people.queryOptions()).data ?? []
  const nameOf = (email: string) => people.find((person) => person.email === email)?.name ?? email
  const witnesses = [...new Set(marks.filter(({ kind }) => kind === 'signature').map(({ by }) => nameOf(by)))]
  return (
    <div className={classes.integrity}>
      <Strip
        label={labelOf(ledger)}
        size={size}
        solidUpTo={provedSize}
        contradicted={contradicted}
        marks={marks.map(({ seq, kind, by, at }) => ({ at: seq + 0.5, title: `entry ${seq}: ${kind} by ${nameOf(by)}, ${formatDay(at)}` }))}
        startLabel="entry 0"
        endLabel={formatCount(Math.max(0, size - 1))}
      />
      <KeyValue
        labelWidth={92}
        items={[
          [
            contradicted ? 'evidence up to' : 'proved up to',
            lastEvidence === null ? (
              'nothing yet: no outside evidence'
            ) : (
              <>
                entry {formatCount(provedSize - 1)}, by the <Link to={`/ledger/${lastEvidence.seq}`}>{lastEvidence.kind}</Link> of {formatDay(lastEvidence.at)}
              </>
            ),
          ],
          ['after that', size === provedSize ? 'no entry' : `${countOf(size - provedSize, 'entry', 'entries')}, guarded by the log key alone`],
          ['verified', verifiedAt === null ? 'not since it was opened' : <RelativeTime key="v" at={verifiedAt} />],
          ['to verify', trail?.demand?.late === true && <StateBadge key="t" tone="caution">{`overdue since ${formatDay(trail.demand.dueAt)}`}</StateBadge>],
          ['witnesses', witnesses.length === 0 ? 'nobody has signed yet' : witnesses.join(', ')],
          ['its place', warnings.length > 0 && <StateBadge key="p" tone="caution">not a safe place for a ledger</StateBadge>],
        ]}
      />
      {contradicted && <p>Nothing that is shown here is proved: the last verification found that something is not what was signed.</p>}
      {warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      <Link to="/ledger/integrity">What this proves, and what it does not</Link>
    </div>
  )
}

function labelOf(ledger: LedgerState): string {
  const { size, marks } = ledger
  return `${countOf(size, 'entry', 'entries')} with ${countOf(marks.length, 'signature, report or checkpoint', 'signatures, reports and checkpoints')}. ${describeProved(ledger)}`
}
