import type { ReactNode } from 'react'
import type { CheckWithResult } from '../../../../../shared/contract/evidence.ts'
import { CopyCsv } from '../../../../ui/CopyCsv.tsx'
import { type Forest, toForestSvg } from '../../../../ui/forest-svg.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { fileInk, screenInk } from '../../../../ui/svg-file.ts'
import { SvgPlot } from '../../../../ui/SvgPlot.tsx'
import { toXySvg, type XyChart } from '../../../../ui/xy-svg.ts'
import { ChartTools } from '../../../../ui/ChartTools.tsx'
import { toSource } from '../source.ts'
import evidence from '../../evidence.module.css'
import classes from './performance.module.css'

export type Drawn = { readonly title: string; readonly name: string; readonly description: string } & ({ readonly xy: XyChart } | { readonly forest: Forest })

interface ChartAndTableProps {
  readonly check: CheckWithResult<'performance'>
  readonly title: string
  readonly aside?: ReactNode
  /** Above the charts: what chooses what they show, a sentence. */
  readonly head?: ReactNode
  readonly charts: readonly Drawn[]
  readonly csv: () => string
  readonly children: ReactNode
}

/** Charts on the left, the figures that they show on the right; both can be taken along. */
export function ChartAndTable({ check, title, aside, head, charts, csv, children }: ChartAndTableProps) {
  return (
    <Panel
      title={title}
      aside={
        <span className={classes.aside}>
          {aside}
          <CopyCsv csv={csv} />
        </span>
      }
    >
      {head}
      <div className={classes.pair}>
        <div className={classes.charts}>
          {charts.map((chart) => (
            <figure key={chart.name} className={classes.figure}>
              {charts.length > 1 && <figcaption>{chart.title}</figcaption>}
              <SvgPlot title={chart.title} description={chart.description} draw={(width) => draw(chart, width)} most={'xy' in chart && charts.length === 1 ? 620 : Infinity} />
              <ChartTools name={`${check.id}-${chart.name}`} svg={() => toFile(chart, check)} />
            </figure>
          ))}
        </div>
        <div className={`${classes.table} ${evidence.compact}`}>{children}</div>
      </div>
    </Panel>
  )
}

const draw = (chart: Drawn, width: number): string =>
  'xy' in chart ? toXySvg(chart.xy, { width, height: Math.round(Math.min(340, Math.max(230, width * 0.72))), ink: screenInk }) : toForestSvg(chart.forest, { width, ink: screenInk })

/** With title and source, for documents: light colours, the same bytes for the same result. */
function toFile(chart: Drawn, check: CheckWithResult<'performance'>): string {
  const frame = { width: 720, ink: fileInk, title: `${chart.title}, ${check.version.replace('@', ' ')}`, source: toSource(check) }
  return 'xy' in chart ? toXySvg(chart.xy, { ...frame, height: 420 }) : toForestSvg(chart.forest, frame)
}
