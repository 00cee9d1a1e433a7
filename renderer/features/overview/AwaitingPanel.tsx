import { Link } from '@tanstack/react-router'
import type { RegisteredModel, RegisteredVersion } from '../../../shared/contract/registry.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { SimpleTable, type SimpleColumn } from '../../ui/SimpleTable.tsx'
import classes from './overview.module.css'

/** A version that an MLflow client registered, and where a version of the catalog is made from it. */
export interface Awaiting extends RegisteredVersion {
  to: string
}

/** The newest first. */
export const toAwaiting = (registered: readonly RegisteredModel[]): Awaiting[] =>
  registered
    .flatMap(({ name, model, versions }) => versions.filter(({ version }) => version === null).map((version) => ({ ...version, to: model === null ? `/registry/${encodeURIComponent(name)}` : `/models/${model.name}` })))
    .toSorted((a, b) => b.seq - a.seq)

const shown = 6

const columns: SimpleColumn<Awaiting>[] = [
  { id: 'what', header: 'what', rowHeader: true, cut: true, cell: ({ registered, number, to }) => <Link className={classes.strong} to={to}>{registered} {number}</Link> },
  { id: 'run', header: 'from run', cut: true, cell: ({ run }) => (run === null ? '–' : <Link to={`/runs/${run.id}`}>{run.name}</Link>) },
  { id: 'by', header: 'registered by', cut: true, cell: ({ by }) => by },
  { id: 'since', header: 'since', align: 'end', cell: ({ at }) => <RelativeTime at={at} /> },
]

export function AwaitingPanel({ versions }: { versions: readonly Awaiting[] }) {
  return (
    <Panel title="Registered by MLflow’s clients, awaiting a manifest" aside={versions.length} padded={false}>
      <SimpleTable label="Versions that await a manifest" columns={columns} rows={versions.slice(0, shown)} rowKey={({ seq }) => String(seq)} />
    </Panel>
  )
}
