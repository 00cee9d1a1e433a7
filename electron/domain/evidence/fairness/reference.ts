import type { Comparison, Estimate, FairnessSettings, RateName } from '../../../../shared/contract/evidence.ts'
import { holm } from '../statistics/multiple-testing.ts'
import { fisherExact, twoProportionZ } from '../statistics/proportions.ts'
import { type Disparity, extremes, rowsOf, toCompared, whyNotTwo } from './disparities.ts'
import { type Exact, compare, exactDifference, exactMean, exactRatio, exactSize, toNumber } from '../exact.ts'
import type { Group, Grouping } from './groups.ts'
import { type Minimum, isJudged, toDifferenceInterval, toFraction, toRatioInterval, toRows } from './rates.ts'

/** More comparisons than this over one grouping make no table that a person reads. */
export const maximumCompared = 100

const comparedRates: readonly RateName[] = ['selection_rate', 'true_positive_rate', 'false_positive_rate', 'positive_predictive_value', 'accuracy']

/**
 * The group that others of a grouping are held against: the one that was declared, where it names a value for each column; else the one with the
 * highest selection rate of sufficient size. Null where there is none.
 */
export function findReference({ over, groups }: Grouping, declared: FairnessSettings['reference'], minimum: Minimum): Group | null {
  if (declared && over.every((column) => declared[column] !== undefined)) return groups.find(({ by }) => over.every((column) => by[column] === declared[column])) ?? null
  const { compared } = toCompared('selection_rate', groups, minimum)
  return compared.length < 2 ? (compared[0] ?? null) : extremes('selection_rate', compared)[0]
}

/** Every group against the reference, rate by rate. Small groups are compared and not judged: their numbers say how little is known. */
export function toComparisons(grouping: Grouping, reference: Group | null): Comparison[] {
  const { over, groups, labelled } = grouping
  if (reference === null || groups.length > maximumCompared) return []
  return comparedRates.filter((rate) => labelled || rate === 'selection_rate').flatMap((rate) => {
    const others = groups.filter((group) => group !== reference && Number(toFraction(rate, group).den) > 0)
    if (Number(toFraction(rate, reference).den) === 0) return []
    const found = others.map((group) => ({ over, rate, by: group.by, reference: reference.by, ...compareTwo(rate, group, reference) }))
    const adjusted = holm(found.map(({ p }) => p))
    return found.map((one, at) => ({ ...one, adjusted: adjusted[at] ?? null }))
  })
}

function compareTwo(rate: RateName, group: Group, reference: Group): Pick<Comparison, 'difference' | 'ratio' | 'test' | 'z' | 'p'> {
  const [own, other] = [toFraction(rate, group), toFraction(rate, reference)]
  const ratio = exactRatio(own, other)
  return {
    difference: { value: toNumber(exactDifference(own, other)), ...toDifferenceInterval(rate, group, reference) },
    ratio: ratio === null ? { ...unknown, reason: 'denominator_zero' } : { ...unknown, ...toRatioInterval(rate, group, reference), value: toNumber(ratio) },
    ...test(rate, group, reference),
  }
}

const unknown: Estimate = { value: null, low: null, high: null }

/** Fisher's exact test where a cell of the four is expected to hold fewer than five (W. G. Cochran 1954), else z. Weighted rows are not tested. */
function test(rate: RateName, group: Group, reference: Group): Pick<Comparison, 'test' | 'z' | 'p'> {
  if (group.weights) return { test: null, z: null, p: null }
  const [a, b] = [toRows(rate, group), toRows(rate, reference)]
  const z = twoProportionZ(a.num, a.den, b.num, b.den)
  const [yes, all] = [a.num + b.num, a.den + b.den]
  const expected = (Math.min(yes, all - yes) * Math.min(a.den, b.den)) / all
  if (expected < 5) return { test: 'fisher', z: z?.statistic ?? null, p: fisherExact(a.num, a.den, b.num, b.den) }
  return { test: 'z', z: z?.statistic ?? null, p: z?.p ?? null }
}

/** Metrics against a declared reference: the group that is farthest from it. */
export type ReferenceMetric = 'statistical_parity_difference' | 'disparate_impact' | 'average_odds_difference'

const measures: Record<ReferenceMetric, { rates: readonly RateName[]; of(group: Group, reference: Group): Found | null }> = {
  statistical_parity_difference: { rates: ['selection_rate'], of: (group, reference) => differenceOf('selection_rate', group, reference) },
  disparate_impact: {
    rates: ['selection_rate'],
    of(group, reference) {
      const exact = exactRatio(toFraction('selection_rate', group), toFraction('selection_rate', reference))
      const interval = toRatioInterval('selection_rate', group, reference)
      return exact && { exact, low: interval?.low ?? null, high: interval?.high ?? null }
    },
  },
  average_odds_difference: {
    rates: ['true_positive_rate', 'false_positive_rate'],
    of(group, reference) {
      const parts = (['true_positive_rate', 'false_positive_rate'] as const).map((rate) => differenceOf(rate, group, reference))
      const exact = exactMean(parts.map((one) => one.exact))
      const half = (side: 'low' | 'high') => Math.hypot(...parts.map((one) => toNumber(one.exact) - (one[side] as number))) / 2
      return { exact, low: toNumber(exact) - half('low'), high: toNumber(exact) + half('high') }
    },
  },
}

type Found = Pick<Disparity, 'low' | 'high'> & { exact: Exact }

function differenceOf(rate: RateName, group: Group, reference: Group): Found {
  return { exact: exactDifference(toFraction(rate, group), toFraction(rate, reference)), ...toDifferenceInterval(rate, group, reference) }
}

export function findAgainstReference(name: ReferenceMetric, { groups }: Grouping, reference: Group | null, minimum: Minimum): Disparity {
  const { rates, of } = measures[name]
  const judged = (group: Group) => rates.every((rate) => isJudged(rate, group, minimum))
  const compared = groups.filter(judged)
  const nothing: Disparity = { exact: null, low: null, high: null, between: null, n: rowsOf(compared), leftOut: compared.length < groups.filter(({ minor }) => minor !== true).length }
  if (groups.length < 2) return { ...nothing, reason: groups.length === 0 ? 'no_groups' : 'single_group' }
  if (reference === null || !judged(reference)) return { ...nothing, reason: 'reference_not_sufficient' }
  if (compared.length < 2) return { ...nothing, reason: whyNotTwo(rates[0] as RateName, groups) }
  const others = compared.filter((group) => group !== reference).map((group) => ({ group, found: of(group, reference) }))
  if (others.some(({ found }) => found === null)) return { ...nothing, reason: 'denominator_zero' }
  const farther = (a: Found, b: Found) => (name === 'disparate_impact' ? compare(b.exact, a.exact) < 0 : compare(exactSize(b.exact), exactSize(a.exact)) > 0)
  const { group, found } = others.reduce((a, b) => (farther(a.found as Found, b.found as Found) ? b : a))
  return { ...nothing, ...(found as Found), between: [group.by, reference.by] }
}
