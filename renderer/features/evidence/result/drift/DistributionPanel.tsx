import type { CheckWithResult, DriftColumn } from '../../../../../shared/contract/evidence.ts'
import { countOf, formatCount, formatDecimal } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { measureWords } from '../../drift-words.ts'
import { toBound } from '../../wording.ts'
import { VerdictBadge } from '../../VerdictBadge.tsx'
import { ChartTools } from '../../../../ui/ChartTools.tsx'
import { binNames, cellAt, metricsOf, type ShownWindow, valuesIn } from './cells.ts'
import { toHistogramSvg } from './histogram-svg.ts'
import classes from './drift.module.css'
import shared from '../../evidence.module.css'
import resultClasses from '../result.module.css'

interface Bin {
  readonly name: string
  readonly reference: number
  readonly current: number
}

/** The two histograms of one column in one window, with the edges and counts that its measures were made from. */
export function DistributionPanel({ check, column, window }: { check: CheckWithResult<'drift'>; column: DriftColumn; window: ShownWindow }) {
  const cell = cellAt(column, window)
  const bins = binNames(column).map((name, at): Bin => ({ name, reference: column.reference.counts[at] ?? 0, current: cell.counts[at] ?? 0 }))
  const [n, m] = [valuesIn(column.reference), valuesIn(cell)]
  const most = Math.max(...bins.map(({ reference, current }) => Math.max(reference / Math.max(1, n), current / Math.max(1, m))), 1e-9)
  const where = window.key === 'all' ? 'current' : window.key
  return (
    <Panel title={`${column.name}: reference and ${where}`} aside={`${countOf(n, 'value')} before, ${countOf(m, 'value')} now`}>
      <div className={classes.distribution}>
        <SimpleTable
          label={`Distribution of ${column.name}, reference and ${where}`}
          rows={bins.filter(({ reference, current }) => reference + current > 0)}
          rowKey={({ name }) => name}
          empty={<p>No values were counted.</p>}
          columns={[
            { id: 'bin', header: column.bins.by === 'edges' ? 'from, to' : 'value', rowHeader: true, cell: ({ name }) => name },
            { id: 'shape', header: <Legend where={where} />, width: '46%', cell: ({ reference, current }) => <Bars before={reference / Math.max(1, n) / most} now={current / Math.max(1, m) / most} /> },
            { id: 'before', header: 'reference', align: 'end', cell: ({ reference }) => <Share count={reference} of={n} /> },
            { id: 'now', header: where, align: 'end', cell: ({ current }) => <Share count={current} of={m} /> },
          ]}
        />
      </div>
      <Judged check={check} column={column} window={window} />
      <ChartTools name={`${check.id}-${column.name.replaceAll(/[^\w.-]+/g, '-')}-${window.key.replaceAll(/[^\w.-]+/g, '-')}`} svg={() => toHistogramSvg(check, column, window)} />
    </Panel>
  )
}

function Judged({ check, column, window }: { check: CheckWithResult<'drift'>; column: DriftColumn; window: ShownWindow }) {
  const metrics = metricsOf(check.result, column.name, window.key)
  return (
    <ul className={classes.judged} aria-label={`Judged measures of ${column.name}`}>
      {metrics.map((metric) => {
        const name = metric.name === 'drifted_columns' ? null : metric.name
        return (
          name && (
            <li key={name}>
              <VerdictBadge verdict={metric.verdict} /> {measureWords[name].formal} {formatDecimal(metric.value)} <span className={shared.quiet}>({toBound(metric.threshold)}{metric.floor ? `, by chance up to ${formatDecimal(metric.floor.critical)}` : ''})</span>
            </li>
          )
        )
      })}
    </ul>
  )
}

function Legend({ where }: { where: string }) {
  return (
    <>
      <span className={classes.before} aria-hidden="true" /> reference <span className={classes.now} aria-hidden="true" /> {where}
    </>
  )
}

function Bars({ before, now }: { before: number; now: number }) {
  return (
    <span className={classes.bars} aria-hidden="true">
      <span className={classes.before} style={{ width: `${100 * before}%` }} />
      <span className={classes.now} style={{ width: `${100 * now}%` }} />
    </span>
  )
}

function Share({ count, of }: { count: number; of: number }) {
  return (
    <span className={resultClasses.rate}>
      {of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`}
      <span className={resultClasses.interval}>{formatCount(count)}</span>
    </span>
  )
}
