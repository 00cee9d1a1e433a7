import type { FairnessResult, Rate } from '../../../../../shared/contract/evidence.ts'
import { toCsv } from '../../../../../shared/csv.ts'
import { rateNames, toGroupName } from '../../wording.ts'

const rateCells = (rate: Rate | undefined) => [rate?.value ?? null, rate?.low ?? null, rate?.high ?? null, rate?.num ?? null, rate?.den ?? null]

/** One line a group: counts, then every rate with its bounds, numerator and denominator, at full precision. */
export function toGroupsCsv(result: FairnessResult): string {
  const rateHeads = rateNames.flatMap((name) => [name, `${name}_low`, `${name}_high`, `${name}_num`, `${name}_den`])
  const rows = result.groups.map((group) => [
    toGroupName(group.by),
    group.n,
    group.tp ?? null,
    group.fp ?? null,
    group.fn ?? null,
    group.tn ?? null,
    group.sufficient ? 'yes' : 'no',
    ...rateNames.flatMap((name) => rateCells(group.rates[name])),
    group.view ?? null,
  ])
  return toCsv([['group', 'n', 'tp', 'fp', 'fn', 'tn', 'sufficient', ...rateHeads, 'of'], ...rows])
}

/** One line a metric, as the table against the thresholds shows it, at full precision. */
export function toMetricsCsv(result: FairnessResult): string {
  const rows = result.metrics.map((metric) => [
    metric.name,
    metric.over.join(' × '),
    metric.between ? toGroupName(metric.between[0]) : null,
    metric.between ? toGroupName(metric.between[1]) : null,
    metric.value,
    metric.low,
    metric.high,
    metric.threshold?.min ?? null,
    metric.threshold?.max ?? null,
    metric.threshold?.source ?? null,
    metric.n,
    metric.verdict,
    metric.reason ?? null,
    metric.view ?? null,
    metric.bootstrap?.low ?? null,
    metric.bootstrap?.high ?? null,
  ])
  const heads = ['metric', 'over', 'highest', 'lowest', 'value', 'low', 'high', 'threshold_min', 'threshold_max', 'source', 'n', 'verdict', 'reason', 'of', 'bootstrap_low', 'bootstrap_high']
  return toCsv([heads, ...rows])
}
