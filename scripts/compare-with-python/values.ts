import type { By, DriftResult, FairnessResult, GroupResult, PerformanceResult, RateName } from '../../shared/contract/evidence.ts'
import { byDefinition } from './definitions.ts'

export const libraries = ['fairlearn', 'scikit-learn', 'scipy', 'evidently'] as const
export type Library = (typeof libraries)[number]

/** A value of ours under the name that compare.py gives to the library's. */
export interface Own {
  library: Library
  metric: string
  over: string
  value: number | null
  /** What the library should say where it defines the metric otherwise. */
  otherwise?: { value: number | null; reason: string }
}

/** Two shares that ours has tested; Python counts them by itself. */
export interface Pair {
  by: string
  reference: string
  rate: RateName
  test: 'z' | 'fisher'
}

export const nameOf = (by: By): string => Object.entries(by).map(([column, value]) => `${column}=${value}`).join(', ')

const fairlearnRates: readonly RateName[] = ['selection_rate', 'true_positive_rate', 'false_positive_rate', 'false_negative_rate', 'true_negative_rate', 'positive_predictive_value', 'accuracy']
const zeroOf = (library: string, value: number | null) => (value === null ? { otherwise: { value: 0, reason: `undefined here (nothing to divide by), 0 in ${library}` } } : {})

export function ofFairness(result: FairnessResult): { own: Own[]; pairs: Pair[] } {
  const rates = result.groups.flatMap((group) => [...ratesOf(group), ...boundsOf(group)])
  const summaries = result.metrics.flatMap((metric): Own[] => {
    const groups = result.groups.filter(({ by }) => Object.keys(by).join() === metric.over.join())
    const otherwise = byDefinition(metric, groups)
    return otherwise === null ? [] : [{ library: 'fairlearn', metric: metric.name, over: metric.over.join(' × '), value: metric.value, ...(otherwise === 'same' ? {} : { otherwise }) }]
  })
  const scores = (result.scores ?? []).flatMap(({ by, auc, brier, logLoss, distance }): Own[] => {
    const over = nameOf(by)
    const of = (metric: string, value: number | null): Own => ({ library: 'scikit-learn', metric, over, value })
    return [of('auc_roc', auc.value), of('brier', brier), of('log_loss', logLoss), { library: 'scipy', metric: 'KS distance of scores from the others', over, value: distance }]
  })
  const tested = result.comparisons.flatMap(({ by, reference, rate, test, p }) => (test === null ? [] : [{ pair: { by: nameOf(by), reference: nameOf(reference), rate, test }, p }]))
  const tests = tested.map(({ pair, p }): Own => ({ library: 'scipy', metric: `${pair.rate}, p by ${pair.test}`, over: `${pair.by} against ${pair.reference}`, value: p }))
  return { own: [...rates, ...summaries, ...scores, ...tests], pairs: tested.map(({ pair }) => pair) }
}

const ratesOf = ({ by, rates }: GroupResult): Own[] =>
  fairlearnRates.map((name) => ({ library: 'fairlearn', metric: name, over: nameOf(by), value: rates[name].value, ...zeroOf('fairlearn', rates[name].value) }))

const boundsOf = ({ by, rates }: GroupResult): Own[] =>
  Object.entries(rates).flatMap(([name, { low, high }]): Own[] => [
    { library: 'scipy', metric: `${name}, lower Wilson bound`, over: nameOf(by), value: low },
    { library: 'scipy', metric: `${name}, upper Wilson bound`, over: nameOf(by), value: high },
  ])

const sklearn = {
  binary: ['accuracy', 'precision', 'recall', 'specificity', 'f1', 'mcc', 'balanced_accuracy', 'auc_roc', 'log_loss', 'brier', 'average_precision'],
  numbers: ['rmse', 'mae', 'r2'],
}
const ofScores = ['auc_roc', 'log_loss', 'brier']

export function ofPerformance({ data, challenger }: PerformanceResult, kind: keyof typeof sklearn): Own[] {
  const estimates = data.estimates.filter(({ name }) => sklearn[kind].includes(name))
  const values = estimates.map(({ name, value }): Own => ({ library: 'scikit-learn', metric: name, over: 'all rows', value, ...(ofScores.includes(name) ? {} : zeroOf('scikit-learn', value)) }))
  const mcnemar = challenger?.mcnemar
  return mcnemar ? [...values, { library: 'scipy', metric: `McNemar, p by ${mcnemar.method}`, over: 'all rows', value: mcnemar.p }] : values
}

const ofScipy = { numeric: ['ks_statistic', 'wasserstein'], categorical: ['chi_square', 'chi_square_p_value', 'cramers_v', 'js_distance'] } as const
const ofEvidently = { numeric: ['psi', 'js_distance', 'wasserstein'], categorical: ['psi', 'js_distance', 'hellinger'] } as const

/** `plain`: with Countersign's own profile; `evidently`: with the profile that makes Evidently's numbers. */
export function ofDrift(plain: DriftResult, evidently: DriftResult): Own[] {
  const valuesOf = ({ columns }: DriftResult) => columns.map(({ name, kind, windows }) => ({ name, kind, values: windows[0]?.values ?? {} }))
  const own = valuesOf(plain).flatMap(({ name, kind, values }): Own[] => [
    ...ofScipy[kind].map((metric): Own => ({ library: 'scipy', metric, over: name, value: values[metric]?.value ?? null })),
    ...(kind === 'numeric' ? [{ library: 'scipy' as const, metric: 'ks_p_value, limit', over: name, value: values.ks_p_value?.value ?? null }] : []),
  ])
  const theirs = valuesOf(evidently).flatMap(({ name, kind, values }): Own[] => [
    ...ofEvidently[kind].map((metric): Own => ({ library: 'evidently', metric, over: name, value: values[metric]?.value ?? null })),
    ...(kind === 'numeric' ? [{ library: 'scipy' as const, metric: 'ks_p_value, exact', over: name, value: values.ks_p_value?.value ?? null }] : []),
  ])
  return [...own, ...theirs]
}
