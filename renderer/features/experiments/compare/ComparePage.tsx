import { Checkbox } from '@mantine/core'
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RunDetail } from '../../../../shared/contract/runs.ts'
import { useApi } from '../../../api/provider.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { countOf } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Page, Stacked } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../../ui/SimpleTable.tsx'
import { useUrlState } from '../../../ui/table/url-state.ts'
import { RunCharts } from '../charts/RunCharts.tsx'
import { lookAt } from '../curves.ts'
import { mostCompared } from '../runs/run-columns.tsx'
import { formatMetric, isOwnTag, isoOf, RunStatus, SealState, tookOf } from '../words.tsx'
import { CurvesOverEachOther } from './CurvesOverEachOther.tsx'
import { compareRuns, type Compared } from './differences.ts'
import { LineSign } from './LineSign.tsx'
import classes from '../experiments.module.css'

/** Up to 20 runs side by side: what went in, what came out, and their curves over each other. */
export function ComparePage() {
  const api = useApi()
  const ids = [...new Set(useUrlState().get('runs').split('\n'))].filter((id) => id !== '').slice(0, mostCompared)
  const queries = useQueries({ queries: ids.map((id) => ({ ...api.experiments.run.queryOptions({ input: { run: id } }), placeholderData: keepPreviousData })) })
  const runs = queries.flatMap(({ data }) => data ?? [])
  const one = runs.length > 0 && runs.every(({ experiment }) => experiment === runs[0]?.experiment) ? runs[0] : undefined
  const whole = {
    data: runs.length === ids.length ? runs : undefined,
    error: queries.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => queries.map(({ refetch }) => refetch()),
  }
  return (
    <Page crumbs={[{ label: 'Experiments', to: '/experiments' }, ...(one ? [{ label: one.experimentName, to: `/experiments/${one.experiment}` }] : []), { label: 'Compare' }]} title="Runs side by side" sub={ids.length > 0 && countOf(ids.length, 'run')}>
      {ids.length < 2 ? (
        <EmptyState title="Two runs or more are compared.">
          Choose them in the table of <Link to="/experiments">an experiment</Link>, by the boxes at the left of its rows.
        </EmptyState>
      ) : (
        <Loaded query={whole} label="runs">
          {(compared) => <Comparison runs={compared} />}
        </Loaded>
      )}
    </Page>
  )
}

const metricsOf = ({ metrics }: RunDetail) => Object.fromEntries(Object.entries(metrics).map(([key, value]) => [key, formatMetric(value)]))
const tagsOf = ({ tags }: RunDetail) => Object.fromEntries(Object.entries(tags).filter(([key]) => isOwnTag(key)))

function Comparison({ runs }: { runs: readonly RunDetail[] }) {
  const url = useUrlState()
  const only = url.get('all') === ''
  const groups = [
    { title: 'Metrics', rows: compareRuns(runs, metricsOf) },
    { title: 'Parameters', rows: compareRuns(runs, ({ parameters }) => parameters) },
    { title: 'Tags', rows: compareRuns(runs, tagsOf) },
  ]
  return (
    <Stacked>
      <RunsPanel runs={runs} aside={<Checkbox size="xs" label="Differences only" checked={only} onChange={(event) => url.set({ all: event.currentTarget.checked ? '' : 'true' })} />} />
      {groups.map(({ title, rows }) => (
        <ValuesPanel key={title} title={title} runs={runs} rows={rows} only={only} />
      ))}
      <CurvesOverEachOther runs={runs} />
      <RunCharts runs={runs} source={`Comparison of ${countOf(runs.length, 'run')}`} />
    </Stacked>
  )
}

const Name = ({ run, index }: { run: RunDetail; index: number }) => (
  <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
    <LineSign look={lookAt(index)} />
    <Link to={`/runs/${run.id}`} title={run.id}>
      {run.name}
    </Link>
  </span>
)

function RunsPanel({ runs, aside }: { runs: readonly RunDetail[]; aside: React.ReactNode }) {
  const columns: SimpleColumn<RunDetail>[] = [
    { id: 'name', header: 'run', rowHeader: true, cell: (run) => <Name run={run} index={runs.indexOf(run)} /> },
    { id: 'status', header: 'status', cell: (run) => <RunStatus run={run} /> },
    { id: 'seal', header: 'seal', cell: (run) => <SealState run={run} /> },
    { id: 'experiment', header: 'experiment', cut: true, cell: ({ experimentName }) => experimentName },
    { id: 'began', header: 'began', cell: ({ startedMs }) => (startedMs === null ? '–' : isoOf(startedMs).slice(0, 16).replace('T', ' ')) },
    { id: 'took', header: 'took', align: 'end', cell: tookOf },
    { id: 'commit', header: 'commit', cell: ({ code }) => <span className={classes.mono}>{code === null ? '–' : code.commit.slice(0, 10)}</span> },
  ]
  return (
    <Panel title="Runs" aside={aside} padded={false}>
      <SimpleTable label="Compared runs" columns={columns} rows={runs} rowKey={({ id }) => id} />
    </Panel>
  )
}

interface ValuesPanelProps {
  title: string
  runs: readonly RunDetail[]
  rows: readonly Compared[]
  only: boolean
}

/** The columns of all three stand under each other; values are read along a row. */
function ValuesPanel({ title, runs, rows, only }: ValuesPanelProps) {
  const differing = rows.filter(({ differs }) => differs)
  const columns: SimpleColumn<Compared>[] = [
    { id: 'key', header: title.toLowerCase().replace(/s$/, ''), width: '20%', rowHeader: true, cell: ({ key, differs }) => <span className={differs ? classes.differs : undefined}>{key}</span> },
    ...runs.map((run, index): SimpleColumn<Compared> => ({ id: run.id, header: <Name run={run} index={index} />, width: `${80 / runs.length}%`, cell: ({ values }) => <Value text={values[index] ?? null} /> })),
  ]
  const shown = only ? differing : rows
  return (
    <Panel title={title} aside={`${differing.length} of ${rows.length} differ`} padded={false}>
      <div className={classes.wide}>
        <SimpleTable label={title} columns={columns} rows={shown} rowKey={({ key }) => key} empty={<p className={classes.slot} style={{ margin: 0 }}>{rows.length === 0 ? 'None of these runs has any.' : 'All of them are the same.'}</p>} />
      </div>
    </Panel>
  )
}

/** Six thousand characters would push the other runs out of sight. */
const Value = ({ text }: { text: string | null }) => (text === null ? <span className={classes.quiet}>–</span> : <span title={text}>{text.length > 60 ? `${text.slice(0, 59)}…` : text}</span>)
