import type { GroupResult, MetricName, MetricResult, RateName } from '../../shared/contract/evidence.ts'

type Rates = readonly (readonly number[])[]

const difference = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)
const ratio = ([values = []]: Rates): number | null => (Math.max(...values) === 0 ? null : Math.min(...values) / Math.max(...values))
const largest = (rates: Rates): number => Math.max(...rates.map(difference))
const mean = (rates: Rates): number => rates.reduce((sum, values) => sum + difference(values), 0) / rates.length
const odds: readonly RateName[] = ['true_positive_rate', 'false_positive_rate']

/** As fairlearn puts the rates of groups together. */
const summaries: Partial<Record<MetricName, readonly [readonly RateName[], (rates: Rates) => number | null]>> = {
  demographic_parity_difference: [['selection_rate'], largest],
  demographic_parity_ratio: [['selection_rate'], ratio],
  equalized_odds_difference: [odds, largest],
  equalized_odds_mean_difference: [odds, mean],
  equal_opportunity_difference: [['true_positive_rate'], largest],
  predictive_equality_difference: [['false_positive_rate'], largest],
  predictive_parity_difference: [['positive_predictive_value'], largest],
  accuracy_difference: [['accuracy'], largest],
  false_negative_rate_ratio: [['false_negative_rate'], ratio],
  false_positive_rate_ratio: [['false_positive_rate'], ratio],
}

/**
 * What fairlearn must say of the same groups by its definitions: a rate with nothing to divide by is 0 and takes part, a single group has difference 0 and
 * ratio 1. `same` where that makes no difference in definition; null for a metric that fairlearn does not have.
 */
export function byDefinition({ name }: MetricResult, groups: readonly GroupResult[]): { value: number | null; reason: string } | 'same' | null {
  const [rates = [], summary] = summaries[name] ?? []
  if (!summary) return null
  const undefinedIn = groups.filter((group) => rates.some((rate) => group.rates[rate].value === null)).length
  if (undefinedIn === 0 && groups.length > 1) return 'same'
  const value = summary(rates.map((rate) => groups.map((group) => group.rates[rate].value ?? 0)))
  if (undefinedIn === 0) return { value, reason: 'one group: nobody to compare with here, even in fairlearn' }
  return { value, reason: 'a group has nothing to divide by: left out here, 0 in fairlearn' }
}
