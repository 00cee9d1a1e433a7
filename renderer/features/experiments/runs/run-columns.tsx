import { Checkbox } from '@mantine/core'
import { parseMetricValue, type MetricValue, type RunRow } from '../../../../shared/contract/runs.ts'
import { toIdentifierText } from '../../../../shared/mlflow-filter/print.ts'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { Waiting } from '../../../ui/table/Waiting.tsx'
import { isoOf, isOwnTag, MetricNumber, RunStatus, SealState, sourceWords, tookOf } from '../words.tsx'

export interface Keys {
  parameters: readonly string[]
  metrics: readonly string[]
  tags: readonly string[]
}

export interface Choosing {
  chosen: readonly string[]
  choose: (run: string, isChosen: boolean) => void
}

/** Null where the run has none; undefined while it is read. */
type ValueOf = (run: RunRow, kind: keyof Keys, key: string) => string | number | null | undefined

export interface Cells {
  valueOf: ValueOf
  /** Digits after the point of a metric, the most of what was read. */
  decimalsIn: (metric: string) => number
}

/** What is on screen and how: columns by what an order calls them. */
export interface Layout {
  /** In their order. */
  wanted: readonly string[]
  /** These stay at the left. */
  pins: readonly string[]
  /** In pixels, where somebody set it. */
  widths: ReadonlyMap<string, number>
  /** Groups that are folded into one column. */
  folded: readonly string[]
}

export type Group = 'attributes' | keyof Keys
export const groups: readonly Group[] = ['attributes', 'metrics', 'parameters', 'tags']

export interface Choice {
  id: string
  header: string
  group: Group
  width: number
}

/** Runs that one comparison takes. */
export const mostCompared = 20

const facts: (Column<RunRow> & { width: string })[] = [
  { id: 'status', header: 'status', width: '96px', value: ({ status }) => status, cell: (run) => <RunStatus run={run} /> },
  { id: 'seal', header: 'seal', width: '128px', cell: (run) => <SealState run={run} /> },
  { id: 'start_time', header: 'began', width: '98px', value: ({ startedMs }) => startedMs, cell: ({ startedMs }) => (startedMs === null ? '–' : <RelativeTime at={isoOf(startedMs)} />) },
  { id: 'took', header: 'took', width: '88px', align: 'end', cell: tookOf },
  { id: 'user_id', header: 'user', width: '120px', value: ({ userName }) => userName },
  { id: 'person', header: 'logged by', width: '170px', cell: ({ person }) => <span title={person}>{person}</span> },
  { id: 'source', header: 'came by', width: '140px', cell: ({ source }) => sourceWords[source] },
]

const usualWidths = { metrics: 112, parameters: 128, tags: 128 } as const
const kinds = { metrics: 'metric', parameters: 'parameter', tags: 'tag' } as const

/** Every column that there is, by what an order calls it: MLflow's own way. */
export function toChoices(keys: Keys): Choice[] {
  const values = (['metrics', 'parameters', 'tags'] as const).flatMap((group) => keys[group].map((key): Choice => ({ id: toIdentifierText(kinds[group], key), header: key, group, width: usualWidths[group] })))
  return [...facts.map(({ id, header, width }): Choice => ({ id, header, group: 'attributes', width: Number.parseInt(width, 10) })), ...values]
}

/** Without a choice: everything but what clients note for themselves. */
export function toUsualColumns(keys: Keys): string[] {
  const usual = new Set(['status', 'seal', 'start_time', 'took', 'user_id'])
  return toChoices({ ...keys, tags: keys.tags.filter(isOwnTag) }).filter(({ id, group }) => group !== 'attributes' || usual.has(id)).map(({ id }) => id)
}

/** Pinned ones first, then attributes, metrics, parameters, tags: in each group as they were chosen. */
export function toRunColumns(keys: Keys, { wanted, pins, widths, folded }: Layout, { chosen, choose }: Choosing, cells: Cells): Column<RunRow>[] {
  const choices = new Map(toChoices(keys).map((choice) => [choice.id, choice]))
  const there = [...new Set(wanted)].flatMap((id) => choices.get(id) ?? [])
  const draw = (choice: Choice, place: Pick<Column<RunRow>, 'group' | 'pinned' | 'folds'>): Column<RunRow> => ({ ...toColumn(choice, cells), width: `${widths.get(choice.id) ?? choice.width}px`, resizes: true, ...place })
  const free = there.filter(({ id }) => !pins.includes(id))
  const grouped = groups.flatMap((group): Column<RunRow>[] => {
    const own = free.filter((choice) => choice.group === group)
    if (own.length > 0 && folded.includes(group)) return [{ id: `folded ${group}`, header: `${own.length} folded`, group, width: '112px', folds: 'folded', cell: () => '…' }]
    return own.map((choice) => draw(choice, { group, folds: 'open' }))
  })
  const pinned = pins.flatMap((id) => there.find((choice) => choice.id === id) ?? []).map((choice) => draw(choice, { group: 'run', pinned: true }))
  return [...toLead({ chosen, choose }, widths.get('run_name') ?? 200), ...pinned, ...grouped]
}

/** What every row begins with. */
function toLead({ chosen, choose }: Choosing, width: number): Column<RunRow>[] {
  const isFull = chosen.length >= mostCompared
  return [
    {
      id: 'compare',
      header: 'compare',
      width: '72px',
      pinned: true,
      group: 'run',
      cell: ({ id, name }) => <Checkbox size="xs" aria-label={`Compare ${name}`} checked={chosen.includes(id)} disabled={isFull && !chosen.includes(id)} onChange={(event) => choose(id, event.currentTarget.checked)} style={{ display: 'inline-block', verticalAlign: 'middle' }} />,
    },
    { id: 'run_name', header: 'run', width: `${width}px`, resizes: true, pinned: true, group: 'run', value: (run) => run.name, cell: (run) => <strong title={`${run.name} · ${run.id}`}>{run.name}</strong> },
  ]
}

function toColumn({ id, header, group }: Choice, { valueOf, decimalsIn }: Cells): Column<RunRow> {
  if (group === 'attributes') return facts.find((one) => one.id === id)!
  const read = (run: RunRow) => valueOf(run, group, header)
  if (group !== 'metrics') return { id, header, value: (run) => read(run) ?? null, cell: (run) => toTextCell(read(run)) }
  return { id, header, align: 'end', value: (run) => toNumber(read(run)), cell: (run) => toMetricCell(read(run) as MetricValue | null | undefined, () => decimalsIn(header)) }
}

const toNumber = (value: string | number | null | undefined) => (value === undefined || value === null ? null : parseMetricValue(value as MetricValue))
const toTextCell = (value: string | number | null | undefined) => (value === undefined ? <Waiting /> : value === null ? '–' : <span title={String(value)}>{value}</span>)
const toMetricCell = (value: MetricValue | null | undefined, decimals: () => number) => (value === undefined ? <Waiting /> : value === null ? '–' : <MetricNumber value={value} decimals={decimals()} />)
