import { createHash } from 'node:crypto'
import { defaultThresholds, type CheckWithResult, type FairnessResult, type GroupResult, type MetricName, type MetricResult, type Rate, type RateName, type Threshold } from '../../../shared/contract/evidence.ts'

/** Counts per group of the German credit predictions (UCI Statlog, CC BY 4.0): tp, fp, fn, tn. */
const counts: readonly (readonly [Record<string, string>, readonly [number, number, number, number]])[] = [
  [{ sex: 'female' }, [177, 50, 24, 59]],
  [{ sex: 'male' }, [430, 103, 69, 88]],
  [{ age_group: '25 or under' }, [84, 38, 26, 42]],
  [{ age_group: 'over 25' }, [523, 115, 67, 105]],
  [{ age_group: '25 or under', sex: 'female' }, [47, 18, 11, 29]],
  [{ age_group: '25 or under', sex: 'male' }, [37, 20, 15, 13]],
  [{ age_group: 'over 25', sex: 'female' }, [130, 32, 13, 30]],
  [{ age_group: 'over 25', sex: 'male' }, [393, 83, 54, 75]],
]

const z = 1.959963984540054
const minimumDenominator = 30

export function toRate(num: number, den: number): Rate {
  if (den === 0) return { value: null, low: null, high: null, num, den, reason: 'denominator_zero' }
  const p = num / den
  const centre = (p + (z * z) / (2 * den)) / (1 + (z * z) / den)
  const half = (z * Math.sqrt((p * (1 - p)) / den + (z * z) / (4 * den * den))) / (1 + (z * z) / den)
  return { value: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half), num, den, ...(den < minimumDenominator ? { suppressed: true } : {}) }
}

export function toGroup(by: Record<string, string>, [tp, fp, fn, tn]: readonly [number, number, number, number]): GroupResult {
  const n = tp + fp + fn + tn
  const rates: Record<RateName, Rate> = {
    selection_rate: toRate(tp + fp, n),
    true_positive_rate: toRate(tp, tp + fn),
    false_positive_rate: toRate(fp, fp + tn),
    false_negative_rate: toRate(fn, tp + fn),
    true_negative_rate: toRate(tn, fp + tn),
    positive_predictive_value: toRate(tp, tp + fp),
    negative_predictive_value: toRate(tn, tn + fn),
    accuracy: toRate(tp + tn, n),
    base_rate: toRate(tp + fn, n),
  }
  return { by, n, selected: tp + fp, tp, fp, fn, tn, sufficient: n >= 30, rates }
}

const judgedBy = {
  demographic_parity_difference: 'selection_rate',
  demographic_parity_ratio: 'selection_rate',
  equalized_odds_difference: 'false_positive_rate',
  equal_opportunity_difference: 'true_positive_rate',
  predictive_parity_difference: 'positive_predictive_value',
  impact_ratio: 'selection_rate',
} as const satisfies Partial<Record<MetricName, RateName>>
type Judged = keyof typeof judgedBy

/** The dossier shows what is stored; these values only have to look like the engine's, which has tests of its own. */
export function toMetrics(groups: readonly GroupResult[]): MetricResult[] {
  const over = [...new Set(groups.map(({ by }) => Object.keys(by).join('\n')))]
  return over.flatMap((columns) => {
    const same = groups.filter(({ by }) => Object.keys(by).join('\n') === columns)
    return (Object.keys(judgedBy) as Judged[]).map((name) => toMetric(name, columns.split('\n'), same))
  })
}

function toMetric(name: Judged, over: string[], groups: readonly GroupResult[]): MetricResult {
  const rate = judgedBy[name]
  const sorted = groups
    .filter((group) => group.sufficient && group.rates[rate].value !== null && !group.rates[rate].suppressed)
    .toSorted((a, b) => (b.rates[rate].value ?? 0) - (a.rates[rate].value ?? 0))
  const [best, worst] = [sorted[0], sorted.at(-1)]
  const threshold = defaultThresholds[name] as Threshold
  const n = groups.reduce((sum, group) => sum + group.n, 0)
  if (!best || !worst || sorted.length < 2) return { name, over, value: null, low: null, high: null, threshold, verdict: 'insufficient_data', n, between: null, reason: 'too_few_groups' }
  const ratio = name.endsWith('ratio')
  const [high, low] = [best.rates[rate].value ?? 0, worst.rates[rate].value ?? 0]
  const value = ratio ? low / high : high - low
  const pass = threshold.max === undefined ? value >= (threshold.min ?? 0) : value <= threshold.max
  return {
    name,
    over,
    value,
    low: Math.max(0, value - 0.06),
    high: Math.min(1, value + 0.06),
    threshold,
    verdict: pass ? 'pass' : 'fail',
    n,
    between: [best.by, worst.by],
    ...(name === 'impact_ratio' ? { ratios: groups.map((group) => ({ by: group.by, value: (group.rates.selection_rate.value ?? 0) / high, low: group === best ? null : 0.7, high: group === best ? null : 0.98 })) } : {}),
  }
}

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

export function toResult(groups: readonly GroupResult[], columns = ['sex', 'age_group']): FairnessResult {
  const metrics = toMetrics(groups)
  const used = groups.filter(({ by }) => Object.keys(by).length === 1 && columns[0]! in by).reduce((sum, group) => sum + group.n, 0)
  return {
    schema: 'countersign/check-result/1',
    check: 'fairness',
    verdict: metrics.some(({ verdict }) => verdict === 'fail') ? 'fail' : 'pass',
    settings: {
      task: 'binary',
      mode: 'point',
      resamples: 0,
      seed: 1,
      columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: columns },
      thresholds: defaultThresholds,
      minimumGroup: 30,
      minimumDenominator,
      confidence: 0.95,
      missing: ['', '?'],
    },
    inputs: [{ role: 'data', name: 'german-lr-predictions.csv', sha256: 'dd539775b2b653f00bc31a42ed7a9d32e8379f2fb5721c07efed76b404ae69e6', bytes: 54127, format: 'csv' }],
    engine: { countersign: '0.1.0', duckdb: '1.5.5', query: digest('query') },
    rows: { read: used, used, excluded: { missing_label: 0, missing_decision: 0, missing_group: 0 } },
    groups: [...groups],
    metrics,
    comparisons: [],
    limits: [
      'Only applicants who were scored are in the file; the check says nothing about people who never applied.',
      'Labels are what the bank recorded in the 1970s; the check does not ask whether they are right.',
    ],
  }
}

export function germanCheck(result = toResult(counts.map(([by, four]) => toGroup(by, four)))): CheckWithResult & { resultText: string } {
  const resultText = JSON.stringify(result)
  return {
    id: 'C-9',
    kind: 'fairness',
    version: 'credit-lr@1',
    verdict: result.verdict,
    declaredSeq: 8,
    seq: 9,
    at: '2026-11-20T09:41:07.310Z',
    by: 'ana@example.org',
    inputs: result.inputs,
    resultSha256: digest(resultText),
    rowsRead: result.rows.read,
    rowsUsed: result.rows.used,
    scope: result.settings.columns.groups,
    counts: {},
    erased: null,
    result,
    resultText,
  }
}
