import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { CheckWithResult, RateName } from '../../../../../shared/contract/evidence.ts'
import { formatDecimal } from '../../../../ui/format.ts'
import { IntervalPlot } from '../../../../ui/IntervalPlot.tsx'
import { widestLabel } from '../../../../ui/interval-scale.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { rateNames, rateWords } from '../../wording.ts'
import { ChartTools } from '../../../../ui/ChartTools.tsx'
import { toChartSvg } from './chart-svg.ts'
import { type Grouping, toDomain, toFourFifths, toGroupings, toPoints } from './groupings.ts'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'

/** One rate by group, a plot for each way of grouping, all on one scale. */
export function ChartPanel({ check }: { check: CheckWithResult<'fairness'> }) {
  const [rate, setRate] = useState<RateName>('selection_rate')
  const groupings = useMemo(() => toGroupings(check.result), [check.result])
  const domain = useMemo(() => toDomain(groupings, rate), [groupings, rate])
  const labelWidth = useMemo(() => widestLabel(groupings.flatMap((grouping) => toPoints(grouping, 'selection_rate'))), [groupings])
  return (
    <Panel title={`${rateWords[rate].title} by group`} aside="95 % Wilson intervals">
      <div className={classes.tools}>
        <Select
          aria-label="Rate shown"
          value={rate}
          onChange={(value) => value && setRate(value as RateName)}
          allowDeselect={false}
          data={rateNames.map((name) => ({ value: name, label: rateWords[name].title }))}
          w={180}
        />
        <span className={classes.quiet}>{rateWords[rate].formula}</span>
      </div>
      <div className={resultClasses.plots}>
        {groupings.map((grouping) => (
          <Plot key={grouping.over} grouping={grouping} rate={rate} domain={domain} labelWidth={labelWidth} />
        ))}
      </div>
      <ChartTools name={`${check.id}-${rate}`} svg={() => toChartSvg(check, rate)} />
    </Panel>
  )
}

interface PlotProps {
  readonly grouping: Grouping
  readonly rate: RateName
  readonly domain: [number, number]
  readonly labelWidth: number
}

function Plot({ grouping, rate, domain, labelWidth }: PlotProps) {
  const line = toFourFifths(grouping, rate)
  const points = toPoints(grouping, rate)
  const sentences = points.map((point) => `${point.label}: ${formatDecimal(point.value)}, ${formatDecimal(point.low)} to ${formatDecimal(point.high)}.`)
  return (
    <div>
      <h3 className={resultClasses.over}>{grouping.over}</h3>
      <IntervalPlot
        title={`${rateWords[rate].title} over ${grouping.over}`}
        description={`${sentences.join(' ')}${line === undefined ? '' : ` Four fifths of the highest: ${formatDecimal(line)}.`}`}
        points={points}
        domain={domain}
        labelWidth={labelWidth}
        {...(line !== undefined && { reference: { value: line, label: '4/5 of the highest' } })}
      />
    </div>
  )
}
