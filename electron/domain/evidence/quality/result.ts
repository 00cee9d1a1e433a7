import type { QualityResult, QualitySettings, ResultHead } from '../../../../shared/contract/evidence.ts'
import { toOverallVerdict } from '../verdicts.ts'
import type { QualityCounts, RuleCount } from './counts.ts'
import { toLimits } from './limits.ts'
import { toMetrics, toRuleMetrics } from './metrics.ts'
import { toRepresentation } from './representation.ts'

export interface Counted {
  settings: QualitySettings
  inputs: ResultHead['inputs']
  rows: ResultHead['rows']
  engine: ResultHead['engine']
  counts: QualityCounts
}

/** Counts in, the stored result out: pure. Rules come last among the metrics, in the order in which they were declared. */
export function toQualityResult({ settings, inputs, rows, engine, counts }: Counted): QualityResult {
  const benchmark = counts.benchmark.map(toRepresentation)
  const found = toMetrics(counts, settings, benchmark)
  const rules = settings.rules.map((rule, at) => {
    const { checked, violations } = counts.rules[at] as RuleCount
    return { rule, checked, violations, measure: found.length + at }
  })
  const metrics = [...found, ...toRuleMetrics(settings.rules, counts.rules)]
  const { columns, duplicates, label, reference, overlap } = counts
  return {
    schema: 'countersign/check-result/1',
    check: 'quality',
    verdict: toOverallVerdict(metrics.map(({ verdict }) => verdict)),
    settings,
    inputs,
    engine,
    rows,
    columns,
    duplicates,
    label,
    reference,
    overlap,
    benchmark,
    rules,
    metrics,
    limits: toLimits({ columns, label, settings, counts }),
  }
}
