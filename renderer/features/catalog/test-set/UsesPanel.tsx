import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SnapshotUses } from '../../../../shared/contract/test-sets.ts'
import { plural } from '../../../../shared/counts.ts'
import { verdictStates } from '../../../../shared/states.ts'
import { useApi } from '../../../api/provider.tsx'
import { formatCount, formatExact } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { versionPath } from '../paths.ts'
import classes from '../catalog.module.css'

/** What entries tell of the bytes of a snapshot. */
export function useUses(snapshot: string): SnapshotUses | undefined {
  const api = useApi()
  return useQuery(api.testSets.uses.queryOptions({ input: { snapshot } })).data
}

export function SealBadge({ snapshot }: { snapshot: string }) {
  return useUses(snapshot)?.seal ? <StateBadge large tone="info">sealed test set</StateBadge> : null
}

type Use = SnapshotUses['uses'][number]

/** Who used it, when and for what, in the order of the ledger; also where it is not sealed yet, because earlier uses speak against sealing it. */
export function UsesPanel({ snapshot }: { snapshot: string }) {
  const found = useUses(snapshot)
  if (!found || (found.uses.length === 0 && found.seal === null)) return null
  const { uses, counted } = found
  return (
    <Panel title="Uses" aside={uses.length === counted ? formatCount(counted) : `${formatCount(counted)} of ${plural(uses.length, 'act')} count`} padded={false}>
      <SimpleTable
        label="Uses"
        rows={uses}
        rowKey={({ seq }) => String(seq)}
        empty={<p className={classes.none}>No entry tells of a use.</p>}
        columns={[
          { id: 'number', header: 'use', align: 'end', width: '46px', cell: ({ number }) => number ?? '–' },
          { id: 'what', header: 'what', rowHeader: true, wrap: true, cell: (use) => <UseLine use={use} /> },
          { id: 'by', header: 'who and when', cell: ({ by, at }) => <>{by}<div className={classes.missing}><RelativeTime at={at} /></div></> },
          { id: 'seq', header: 'entry', align: 'end', width: '64px', cell: ({ seq }) => <Link to={`/ledger/${seq}`}>{formatCount(seq)}</Link> },
        ]}
      />
    </Panel>
  )
}

function UseLine({ use: { what, why, check, beforeSeal } }: { use: Use }) {
  return (
    <>
      {what}
      {check && (
        <>
          :{' '}
          <span className={classes.whole}>
            <Link to={`/checks/${check.id}`}>{check.id}</Link> {verdictStates[check.verdict].word}
          </span>
        </>
      )}{' '}
      {beforeSeal && why === null && <StateBadge tone="caution">before the seal</StateBadge>}
      {why !== null && <div className={classes.explain}>Not counted: {why}.</div>}
    </>
  )
}

/** Who guards it, what the policy allows, and for which versions it still is independent. */
export function SealPanel({ snapshot }: { snapshot: string }) {
  const found = useUses(snapshot)
  if (!found?.seal) return null
  const { seal, limits, counted, tests } = found
  const { method, seed, parts } = seal.split
  return (
    <Panel title="Test set" aside={<Link to={`/ledger/${seal.seq}`}>{seal.id}</Link>}>
      <KeyValue
        labelWidth={86}
        items={[
          ['purpose', seal.purpose],
          ['guarded by', seal.custodian],
          ['may use it', seal.users.length === 0 ? 'anybody here' : [seal.custodian, ...seal.users].join(', ')],
          ...(seal.model === null ? [] : [['kept for', seal.model] as [string, string]]),
          ['split', [method, seed && `seed ${seed}`, parts].filter(Boolean).join(', ') || 'not said'],
          ['sealed', `${formatExact(seal.at)}, by ${seal.by}`],
          ['used', `${formatCount(counted)} ×`],
          ...limits.map(({ tier, maxUses }): [string, React.ReactNode] => [`tier ${tier}`, <Limit key={tier} counted={counted} maxUses={maxUses} />]),
        ]}
      />
      {tests.map(({ version, opened }) => (
        <div key={version} className={classes.explain}>
          <Link to={versionPath(version)}>{version}</Link> {opened.length === 0 ? <StateBadge tone="good">independent</StateBadge> : <StateBadge tone="bad">opened before</StateBadge>}
          {opened.map((why) => (
            <div key={why}>{why}.</div>
          ))}
        </div>
      ))}
    </Panel>
  )
}

function Limit({ counted, maxUses }: { counted: number; maxUses: number | null }) {
  if (maxUses === null) return 'any number of uses'
  const left = maxUses - counted
  return left > 0 ? `${left} of ${maxUses} uses left` : <StateBadge tone="caution">none of {maxUses} uses left</StateBadge>
}
