import type { CheckWithResult } from '../../../../../shared/contract/evidence.ts'
import { formatCount } from '../../../../ui/format.ts'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { ChartAndTable } from './ChartAndTable.tsx'
import { toErrorChart } from './charts.ts'
import { toErrorCsv } from './csv.ts'
import { figure } from './figures.tsx'
import classes from './performance.module.css'

/** Of a regression: predictions against targets by tenths, and how errors are spread. */
export function ErrorsPanel({ check }: { check: CheckWithResult<'performance'> }) {
  const { shape } = check.result.data
  if (!shape) return null
  const rows = shape.bands.map((band, at) => ({ ...band, at }))
  const spread = shape.quantiles.map(({ p, value }) => `${100 * p} %: ${figure(value)}`).join(' · ')
  const description = rows.map(({ n, prediction, target }) => `Predicted ${figure(prediction / n)}, was ${figure(target / n)}.`).join(' ')
  return (
    <ChartAndTable
      check={check}
      title="Predictions and targets"
      aside="tenths of the prediction"
      charts={[{ title: 'Mean target by mean prediction', name: 'predictions', xy: toErrorChart(check.result), description }]}
      csv={() => toErrorCsv(check.result)}
    >
      <SimpleTable
        label="Predictions and targets by tenth of the prediction"
        rows={rows}
        rowKey={({ at }) => String(at)}
        columns={[
          { id: 'band', header: 'tenth', rowHeader: true, cell: ({ at }) => at + 1 },
          { id: 'n', header: 'n', align: 'end', cell: ({ n }) => formatCount(n) },
          { id: 'prediction', header: 'mean prediction', align: 'end', cell: ({ n, prediction }) => figure(prediction / n) },
          { id: 'target', header: 'mean target', align: 'end', cell: ({ n, target }) => figure(target / n) },
          { id: 'absolute', header: 'mean absolute error', align: 'end', cell: ({ n, absolute }) => figure(absolute / n) },
        ]}
      />
      <p className={classes.note}>Errors (prediction − target) by quantile: {spread}. Median absolute error: {figure(shape.medianAbsolute)}.</p>
    </ChartAndTable>
  )
}
