import type { CheckWithResult, FeatureImportance } from '../../../../../shared/contract/evidence.ts'
import { CopyCsv } from '../../../../ui/CopyCsv.tsx'
import { formatDecimal } from '../../../../ui/format.ts'
import { IntervalPlot, type IntervalPoint } from '../../../../ui/IntervalPlot.tsx'
import { Panel } from '../../../../ui/Panel.tsx'
import { type SimpleColumn, SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { ChartTools } from '../../../../ui/ChartTools.tsx'
import { toImportanceCsv } from './csv.ts'
import { toImportanceSvg } from './svg.ts'
import classes from '../../evidence.module.css'

const drawn = 20

/** One number of decimals for the whole column, so that its figures stand under each other: four digits of the largest. */
function toColumns(features: readonly FeatureImportance[]): SimpleColumn<FeatureImportance>[] {
  const largest = Math.max(...features.map(({ value }) => Math.abs(value ?? 0)))
  const digits = largest === 0 ? 3 : Math.min(10, Math.max(1, 3 - Math.floor(Math.log10(largest))))
  const figure = (value: number | null) => formatDecimal(value, digits)
  return [
    { id: 'feature', header: 'feature', rowHeader: true, wrap: true, cell: ({ name }) => name },
    { id: 'value', header: 'importance', align: 'end', cell: ({ value }) => figure(value) },
    { id: 'interval', header: '95 % interval', align: 'end', cell: ({ low, high }) => (low === null ? '–' : `${figure(low)} to ${figure(high)}`) },
    { id: 'direction', header: 'mean with sign', align: 'end', cell: ({ direction }) => figure(direction) },
    { id: 'share', header: 'share', align: 'end', cell: ({ share }) => (share === null ? '–' : `${(100 * share).toFixed(1)} %`) },
  ]
}

/** The most important features as dots with their intervals, and all of them as a table. */
export function ImportancePanel({ check }: { check: CheckWithResult<'explanation'> }) {
  const { features } = check.result
  const points = features.slice(0, drawn).map(({ name, value, low, high }): IntervalPoint => ({ label: name, value, low: low ?? value, high: high ?? value }))
  const title = features.length > drawn ? `The ${drawn} most important of ${features.length} features` : 'Features by importance'
  const columns = toColumns(features)
  const unsigned = features.every(({ direction }) => direction === null)
  return (
    <Panel
      title={title}
      aside={<CopyCsv csv={() => toImportanceCsv(features)} />}
    >
      <div className={classes.stack}>
        <IntervalPlot
          title={title}
          description={points.map(({ label, value, low, high }) => `${label}: ${formatDecimal(value)}, ${formatDecimal(low)} to ${formatDecimal(high)}.`).join(' ')}
          points={points}
          bounds={[points.some(({ low }) => (low ?? 0) < 0) ? -Infinity : 0, Infinity]}
        />
        <ChartTools name={`${check.id}-importance`} svg={() => toImportanceSvg(check)} />
        <SimpleTable label="Features by importance" rows={features} rowKey={({ name }) => name} columns={unsigned ? columns.filter(({ id }) => id !== 'direction') : columns} />
      </div>
    </Panel>
  )
}
