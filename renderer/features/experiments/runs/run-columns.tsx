import { Checkbox } from '@mantine/core'
import type { RunRow } from '../../../../shared/contract/runs.ts'
import { toIdentifierText } from '../../../../shared/mlflow-filter/print.ts'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { formatMetric, isoOf, isOwnTag, RunStatus, SealState, sourceWords, tookOf } from '../words.tsx'

export interface Keys {
  parameters: readonly string[]
  metrics: readonly string[]
  tags: readonly string[]
}

export interface Choosing {
  chosen: readonly string[]
  choose: (run: string, isChosen: boolean) => void
}

/** Runs that one comparison takes. */
export const mostCompared = 20

const facts: Column<RunRow>[] = [
  { id: 'status', header: 'status', width: '96px', value: ({ status }) => status, cell: (run) => <RunStatus run={run} /> },
  { id: 'seal', header: 'seal', width: '128px', cell: (run) => <SealState run={run} /> },
  { id: 'start_time', header: 'began', width: '98px', value: ({ startedMs }) => startedMs, cell: ({ startedMs }) => (startedMs === null ? '–' : <RelativeTime at={isoOf(startedMs)} />) },
  { id: 'took', header: 'took', width: '88px', align: 'end', cell: tookOf },
  { id: 'user_id', header: 'user', width: '120px', value: ({ userName }) => userName },
  { id: 'person', header: 'logged by', width: '170px', cell: ({ person }) => <span title={person}>{person}</span> },
  { id: 'source', header: 'came by', width: '140px', cell: ({ source }) => sourceWords[source] },
]

/** What the columns are called by in an address and in an order: MLflow's own way. */
export function toColumnNames({ parameters, metrics, tags }: Keys) {
  return {
    facts: facts.map(({ id }) => id),
    metrics: metrics.map((key) => toIdentifierText('metric', key)),
    parameters: parameters.map((key) => toIdentifierText('parameter', key)),
    tags: tags.map((key) => toIdentifierText('tag', key)),
  }
}

/** Without a choice: everything but what clients note for themselves. */
export function toUsualColumns(keys: Keys): string[] {
  const { metrics, parameters, tags } = toColumnNames({ ...keys, tags: keys.tags.filter(isOwnTag) })
  return ['status', 'seal', 'start_time', 'took', 'user_id', ...metrics, ...parameters, ...tags]
}

/** Facts, metrics, parameters, tags: what is chosen, each group under its name. */
export function toRunColumns(keys: Keys, wanted: readonly string[], { chosen, choose }: Choosing): Column<RunRow>[] {
  const names = new Set(wanted)
  const all: Column<RunRow>[] = [
    ...facts,
    ...keys.metrics.map((key): Column<RunRow> => ({ id: toIdentifierText('metric', key), header: key, group: 'metrics', width: '112px', align: 'end', value: ({ metrics }) => metrics[key] ?? null, cell: ({ metrics }) => toMetricCell(metrics[key]) })),
    ...keys.parameters.map((key): Column<RunRow> => ({ id: toIdentifierText('parameter', key), header: key, group: 'parameters', width: '128px', value: ({ parameters }) => parameters[key] ?? null })),
    ...keys.tags.map((key): Column<RunRow> => ({ id: toIdentifierText('tag', key), header: key, group: 'tags', width: '128px', value: ({ tags }) => tags[key] ?? null })),
  ]
  const isFull = chosen.length >= mostCompared
  const compare: Column<RunRow> = {
    id: 'compare',
    header: 'compare',
    width: '72px',
    pinned: true,
    cell: ({ id, name }) => <Checkbox size="xs" aria-label={`Compare ${name}`} checked={chosen.includes(id)} disabled={isFull && !chosen.includes(id)} onChange={(event) => choose(id, event.currentTarget.checked)} style={{ display: 'inline-block', verticalAlign: 'middle' }} />,
  }
  const name: Column<RunRow> = { id: 'run_name', header: 'run', width: '200px', pinned: true, value: (run) => run.name, cell: (run) => <strong title={`${run.name} · ${run.id}`}>{run.name}</strong> }
  return [compare, name, ...all.filter(({ id }) => names.has(id))].map((column) => ({ group: 'run', ...column }))
}

const toMetricCell = (value: RunRow['metrics'][string] | undefined) => (value === undefined ? '–' : <span title={String(value)}>{formatMetric(value)}</span>)
