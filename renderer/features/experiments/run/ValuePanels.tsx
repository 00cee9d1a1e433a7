import type { MetricPoint, RunDetail } from '../../../../shared/contract/runs.ts'
import { formatCount } from '../../../ui/format.ts'
import { Instant } from '../../../ui/Instant.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { parseMetricValue } from '../../../../shared/contract/runs.ts'
import { formatMetric, isoOf } from '../words.tsx'
import classes from '../experiments.module.css'

const metricColumns: Column<MetricPoint>[] = [
  { id: 'key', header: 'metric', width: 'minmax(140px, 2fr)', value: ({ key }) => key, cell: ({ key }) => <strong title={key}>{key}</strong> },
  { id: 'value', header: 'newest value', width: '140px', align: 'end', value: ({ value }) => (typeof value === 'number' ? value : parseMetricValue(value)), cell: ({ value }) => <span title={String(value)}>{formatMetric(value)}</span> },
  { id: 'step', header: 'at step', width: '96px', align: 'end', value: ({ step }) => step },
  { id: 'at', header: 'when', width: '150px', align: 'end', value: ({ atMs }) => atMs, cell: ({ atMs }) => <Instant at={isoOf(atMs)} /> },
]
const keyOf = ({ key }: { key: string }) => key

interface Pair {
  key: string
  value: string
}
const pairsOf = (values: Readonly<Record<string, string>>): Pair[] => Object.entries(values).map(([key, value]) => ({ key, value }))
const pairColumns = (name: string): Column<Pair>[] => [
  { id: 'key', header: name, width: 'minmax(140px, 1fr)', value: ({ key }) => key, cell: ({ key }) => <strong title={key}>{key}</strong> },
  { id: 'value', header: 'value', width: 'minmax(140px, 2fr)', value: ({ value }) => value, mono: true },
]
const parameterColumns = pairColumns('parameter')
const tagColumns = pairColumns('tag')
const nothing = (text: string) => <p className={classes.slot} style={{ margin: 0 }}>{text}</p>
/** With so many a search is worth its line. */
const many = 12

export function MetricsPanel({ run: { latest } }: { run: RunDetail }) {
  return (
    <Panel title="Metrics" aside={formatCount(latest.length)} padded={false}>
      <DataTable label="metrics" urlPrefix="m." tools={latest.length > many} maxHeight={340} columns={metricColumns} rows={latest} rowKey={keyOf} empty={nothing('None was logged. Paste or drop them under “Log…”.')} />
    </Panel>
  )
}

export function ParametersPanel({ run: { parameters } }: { run: RunDetail }) {
  const rows = pairsOf(parameters)
  return (
    <Panel title="Parameters" aside={formatCount(rows.length)} padded={false}>
      <DataTable label="parameters" urlPrefix="p." tools={rows.length > many} maxHeight={340} columns={parameterColumns} rows={rows} rowKey={keyOf} empty={nothing('None was logged.')} />
    </Panel>
  )
}

export function TagsPanel({ run: { tags } }: { run: RunDetail }) {
  const rows = pairsOf(tags)
  return (
    <Panel title="Tags" aside={formatCount(rows.length)} padded={false}>
      <DataTable label="tags" urlPrefix="t." tools={false} maxHeight={260} columns={tagColumns} rows={rows} rowKey={keyOf} empty={nothing('None was set.')} />
    </Panel>
  )
}
