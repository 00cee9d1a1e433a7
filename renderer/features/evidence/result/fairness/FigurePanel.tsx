import type { ReactNode } from 'react'
import { CopyCsv } from '../../../../ui/CopyCsv.tsx'
import { formatDecimal } from '../../../../ui/format.ts'
import { type IntervalPoint, IntervalPlot } from '../../../../ui/IntervalPlot.tsx'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { ChartTools } from '../../../../ui/ChartTools.tsx'
import { type FigureColumn, toFiguresCsv, toShown } from './figures.ts'
import { toIntervalSvg } from './interval-svg.ts'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'
import own from './fairness.module.css'

export interface FigurePlot {
  readonly title: string
  readonly points: readonly IntervalPoint[]
  readonly reference?: { value: number; label: string }
  readonly bounds: readonly [number, number]
}

interface FigurePanelProps<Row> {
  readonly title: string
  readonly aside?: ReactNode
  /** Of files that are saved from here. */
  readonly name: string
  /** The check and the file that the figures are of, for the caption of a chart that leaves the page. */
  readonly source: string
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** The first names the row. */
  readonly columns: readonly FigureColumn<Row>[]
  readonly plot?: FigurePlot
}

/** Figures of a result: a dot plot where they have one scale, and always the table beside it. */
export function FigurePanel<Row>({ title, aside, name, source, rows, rowKey, columns, plot }: FigurePanelProps<Row>) {
  return (
    <Panel
      title={title}
      aside={
        <span className={classes.tools}>
          {aside}
          <CopyCsv csv={() => toFiguresCsv(columns, rows)} />
        </span>
      }
      padded={false}
    >
      <div className={plot ? own.figures : undefined}>
        {plot && (
          <div className={own.figure}>
            <h3>{plot.title}</h3>
            <IntervalPlot title={plot.title} description={describe(plot)} points={plot.points} bounds={plot.bounds} {...(plot.reference && { reference: plot.reference })} />
            <ChartTools name={name} svg={() => toIntervalSvg(plot, source)} />
          </div>
        )}
        <div className={classes.compact}>
          <SimpleTable
            label={title}
            rows={rows}
            rowKey={rowKey}
            columns={columns.map(({ head, of }, at) => ({ id: head, header: head, rowHeader: at === 0, wrap: at === 0, align: at === 0 || isWords(of, rows) ? 'start' : 'end', cell: (row: Row) => <FigureCell shown={toShown(of(row))} /> }))}
          />
        </div>
      </div>
    </Panel>
  )
}

/** Words begin where their heads do; figures end where theirs do. */
const isWords = <Row,>(of: FigureColumn<Row>['of'], rows: readonly Row[]): boolean => rows.length > 0 && rows.every((row) => typeof of(row) === 'string')

const describe = ({ points }: FigurePlot): string => points.map(({ label, value, low, high }) => `${label}: ${formatDecimal(value)}, ${formatDecimal(low)} to ${formatDecimal(high)}.`).join(' ')

function FigureCell({ shown: { main, interval } }: { shown: ReturnType<typeof toShown> }) {
  if (interval === undefined) return main
  return (
    <span className={resultClasses.rate}>
      {main}
      <span className={resultClasses.interval}>{interval}</span>
    </span>
  )
}
