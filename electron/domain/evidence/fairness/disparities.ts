import type { MetricName, MetricResult, RateName } from '../../../../shared/contract/evidence.ts'
import { compare, exactDifference, exactRatio, toNumber } from './exact.ts'
import type { Group } from './groups.ts'
import { katz, newcombe } from '../statistics/intervals.ts'
import { type Fraction, type Minimum, isJudged, sizeOf, toFraction } from './rates.ts'

type Exact = ReturnType<typeof exactDifference>
type Ratios = NonNullable<MetricResult['ratios']>

/** What a metric found before a threshold is held against it. */
export interface Disparity {
  /** Null where it is undefined; `reason` says why. */
  exact: Exact | null
  low: number | null
  high: number | null
  /** The groups with the highest and the lowest rate. */
  between: [Group, Group] | null
  /** Rows in the compared groups. */
  n: number
  /** A group was too small, or its rate undefined: what was compared is not everybody. */
  leftOut: boolean
  reason?: 'denominator_zero' | 'single_group' | 'fewer_than_two_groups' | 'no_groups'
  ratios?: Ratios
}

/**
 * How a metric compares groups. Sources: fairlearn.metrics (demographic_parity_*, equalized_odds_difference with the worst case,
 * equal_opportunity_difference), AIF360 (disparate impact), 29 CFR 1607.4(D) (impact ratio).
 */
export const metricForms: Record<MetricName, { kind: 'difference' | 'ratio'; rates: readonly RateName[] }> = {
  /** Highest − lowest selection rate; 0 to 1, 0 is parity. Interval: Newcombe. */
  demographic_parity_difference: { kind: 'difference', rates: ['selection_rate'] },
  /** Lowest / highest selection rate; 0 to 1, 1 is parity. Interval: Katz. */
  demographic_parity_ratio: { kind: 'ratio', rates: ['selection_rate'] },
  /** The larger of the differences in true and in false positive rates; 0 to 1, 0 is parity. Interval of the larger: Newcombe. */
  equalized_odds_difference: { kind: 'difference', rates: ['true_positive_rate', 'false_positive_rate'] },
  /** Highest − lowest true positive rate; 0 to 1, 0 is parity. Interval: Newcombe. */
  equal_opportunity_difference: { kind: 'difference', rates: ['true_positive_rate'] },
  /** Highest − lowest positive predictive value; 0 to 1, 0 is parity. Interval: Newcombe. */
  predictive_parity_difference: { kind: 'difference', rates: ['positive_predictive_value'] },
  /** Each group's selection rate / the highest of a group of sufficient size; the lowest decides; 0 to 1. Interval: Katz. */
  impact_ratio: { kind: 'ratio', rates: ['selection_rate'] },
}

/** Compares the groups of one grouping by one metric. Groups below the minimum are left out before best and worst are chosen. */
export function findDisparity(name: MetricName, groups: readonly Group[], minimum: Minimum): Disparity {
  const { kind, rates } = metricForms[name]
  const each = rates.map((rate) => compareRate(rate, kind, groups, minimum))
  const found = each.length === 1 ? (each[0] as Disparity) : worst(each)
  return name === 'impact_ratio' ? { ...found, ratios: toRatios(groups, found.between?.[0] ?? null) } : found
}

function compareRate(rate: RateName, kind: 'difference' | 'ratio', groups: readonly Group[], minimum: Minimum): Disparity {
  const compared = groups.filter((group) => isJudged(rate, group, minimum))
  const nothing = { exact: null, low: null, high: null, between: null, n: rowsOf(compared), leftOut: compared.length < groups.length }
  if (compared.length < 2) return { ...nothing, reason: whyNotTwo(rate, groups) }
  const [high, low] = extremes(rate, compared)
  const [best, least] = [toFraction(rate, high), toFraction(rate, low)]
  const exact = kind === 'difference' ? exactDifference(best, least) : exactRatio(least, best)
  if (exact === null) return { ...nothing, reason: 'denominator_zero' }
  const interval = kind === 'difference' ? newcombe(best.num, best.den, least.num, least.den) : katz(least.num, least.den, best.num, best.den)
  return { ...nothing, exact, low: interval?.low ?? null, high: interval?.high ?? null, between: [high, low] }
}

/** Too few people is another matter than a rate that has no value however many there are. */
function whyNotTwo(rate: RateName, groups: readonly Group[]): Disparity['reason'] {
  if (groups.length === 0) return 'no_groups'
  if (groups.length === 1) return 'single_group'
  return groups.filter((group) => toFraction(rate, group).den > 0).length < 2 ? 'denominator_zero' : 'fewer_than_two_groups'
}

/** Of several differences the largest; undefined as long as one of them is, for that one may be the largest. */
function worst(each: readonly Disparity[]): Disparity {
  const leftOut = each.some((one) => one.leftOut)
  const missing = each.find((one) => one.exact === null)
  const largest = each.reduce((a, b) => (a.exact && b.exact && compare(b.exact, a.exact) > 0 ? b : a))
  return { ...(missing ?? largest), leftOut }
}

/**
 * Highest and lowest, two different groups. Equal rates: the larger denominator first, so that names decide no interval;
 * groups that are equal in that too give the same interval either way.
 */
function extremes(rate: RateName, compared: readonly Group[]): [Group, Group] {
  const fraction = new Map(compared.map((group) => [group, toFraction(rate, group)]))
  const at = (group: Group) => fraction.get(group) as Fraction
  const order = (a: Group, b: Group) => Math.sign(Number(exactDifference(at(a), at(b)).num))
  const pick = (from: readonly Group[], direction: 1 | -1) =>
    from.reduce((best, group) => {
      const side = direction * order(group, best)
      return side > 0 || (side === 0 && at(group).den > at(best).den) ? group : best
    })
  const high = pick(compared, 1)
  return [high, pick(compared.filter((group) => group !== high), -1)]
}

/** Every group against the best one of sufficient size, small groups too: they are shown, though nobody judges them. */
function toRatios(groups: readonly Group[], best: Group | null): Ratios {
  return groups.map((group) => {
    const [own, top] = [toFraction('selection_rate', group), best && toFraction('selection_rate', best)]
    const exact = top && exactRatio(own, top)
    const interval = !top || group === best ? null : katz(own.num, own.den, top.num, top.den)
    return { by: group.by, value: exact ? toNumber(exact) : null, low: interval?.low ?? null, high: interval?.high ?? null }
  })
}

const rowsOf = (groups: readonly Group[]): number => groups.reduce((sum, group) => sum + sizeOf(group), 0)
