import { Link } from '@tanstack/react-router'
import { use } from 'react'
import type { CheckWithResult } from '../../../../shared/contract/evidence.ts'
import { Digest } from '../../../ui/Digest.tsx'
import { formatBytes, formatCount, formatExact } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { toExclusion } from '../wording.ts'
import { ForeignResult } from './foreign.ts'

interface SettingsPanelProps {
  check: CheckWithResult
  /** What the kind of check was told. */
  items: readonly [label: string, value: React.ReactNode][]
}

/** How the figures came about: what was declared, what was read, by which engine. */
export function SettingsPanel({ check, items }: SettingsPanelProps) {
  const { inputs, engine, rows } = check.result
  const foreign = use(ForeignResult)
  const entry = (seq: number) => (foreign ? `entry ${formatCount(seq)} there` : <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>)
  const excluded = Object.entries(rows.excluded).filter(([, count]) => count > 0)
  return (
    <Panel title="How it was computed">
      <KeyValue
        labelWidth={92}
        items={[
          ['declared', <span key="d">{entry(check.declaredSeq)}, before the run, by {check.by}</span>],
          ['recorded', <span key="r">{entry(check.seq)}, {formatExact(check.at)}</span>],
          ...inputs.flatMap((input): [string, React.ReactNode][] => [
            [input.role === 'data' ? 'file' : input.role, `${input.name}, ${formatBytes(input.bytes)}, ${input.format}`],
            ['file digest', <Digest key={input.role} value={input.sha256} label={`digest of ${input.name}`} />],
          ]),
          ['result digest', <Digest key="x" value={check.resultSha256} label="result digest" />],
          ['rows', `${formatCount(rows.read)} read, ${formatCount(rows.used)} used`],
          ['excluded', excluded.length === 0 ? 'none' : excluded.map(([reason, count]) => `${formatCount(count)} ${toExclusion(reason)}`).join(' · ')],
          ...items,
          ['engine', `Countersign ${engine.countersign}, DuckDB ${engine.duckdb}`],
        ]}
      />
    </Panel>
  )
}
