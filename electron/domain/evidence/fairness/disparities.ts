import type { MetricResult, RateName } from '../../../../shared/contract/evidence.ts'
import { type Exact, compare, exactDifference, exactMean, exactRatio, toNumber, type Fraction } from '../exact.ts'
import type { Group, Grouping } from './groups.ts'
import { type RateMetric, rateForm } from './metrics.ts'
import { type Minimum, isJudged, sizeOf, toDifferenceInterval, toFraction, toRatioInterval } from './rates.ts'

type Ratios = NonNullable<MetricResult['ratios']>

/** What a metric found before a threshold is held against it. */
export interface Disparity {
  /** Null where it is undefined; `reason` says why. */
  exact: Exact | null
  low: number | null
  high: number | null
  /** The groups with the highest and the lowest rate. */
  between: [Group['by'], Group['by']] | null
  /** Rows in the compared groups. */
  n: number
  /** A group was too small, or its rate undefined: what was compared is not everybody. */
  leftOut: boolean
  reason?: string
  ratios?: Ratios
}

/** Compares the groups of one grouping by one metric. Groups below the minimum are left out before best and worst are chosen. */
export function findDisparity(name: RateMetric, { groups }: Pick<Grouping, 'groups'>, minimum: Minimum): Disparity {
  const { kind, rates, mean } = rateForm(name)
  const each = rates.map((rate) => compareRate(rate, kind, groups, minimum))
  const found = each.length === 1 ? (each[0] as Disparity) : mean === true ? meanOf(each) : worst(each)
  if (name !== 'impact_ratio') return found
  const best = found.between?.[0]
  return { ...found, ratios: toRatios(groups, groups.find(({ by }) => by === best) ?? null) }
}

/** Groups that a rate is compared over, and whether somebody is missing among them who should not be. */
export function toCompared(rate: RateName, groups: readonly Group[], minimum: Minimum): { compared: Group[]; leftOut: boolean } {
  const compared = groups.filter((group) => isJudged(rate, group, minimum))
  return { compared, leftOut: compared.length < groups.filter(({ minor }) => minor !== true).length }
}

function compareRate(rate: RateName, kind: 'difference' | 'ratio', groups: readonly Group[], minimum: Minimum): Disparity {
  const { compared, leftOut } = toCompared(rate, groups, minimum)
  const nothing = { exact: null, low: null, high: null, between: null, n: rowsOf(compared), leftOut }
  if (compared.length < 2) return { ...nothing, reason: whyNotTwo(rate, groups) }
  const [high, low] = extremes(rate, compared)
  const [best, least] = [toFraction(rate, high), toFraction(rate, low)]
  const exact = kind === 'difference' ? exactDifference(best, least) : exactRatio(least, best)
  if (exact === null) return { ...nothing, reason: 'denominator_zero' }
  const interval = kind === 'difference' ? toDifferenceInterval(rate, high, low) : toRatioInterval(rate, low, high)
  return { ...nothing, exact, low: interval?.low ?? null, high: interval?.high ?? null, between: [high.by, low.by] }
}

/** Too few people is another matter than a rate that has no value however many there are. */
export function whyNotTwo(rate: RateName, groups: readonly Group[]): string {
  if (groups.length === 0) return 'no_groups'
  if (groups.length === 1) return 'single_group'
  return groups.filter((group) => Number(toFraction(rate, group).den) > 0).length < 2 ? 'denominator_zero' : 'fewer_than_two_groups'
}

/** Of several differences the largest; undefined as long as one of them is, for that one may be the largest. */
function worst(each: readonly Disparity[]): Disparity {
  const leftOut = each.some((one) => one.leftOut)
  const missing = each.find((one) => one.exact === null)
  const largest = each.reduce((a, b) => (a.exact && b.exact && compare(b.exact, a.exact) > 0 ? b : a))
  return { ...(missing ?? largest), leftOut }
}

/** The mean of several differences, each of its own pair; their intervals by the method of variance estimates recovery. */
function meanOf(each: readonly Disparity[]): Disparity {
  const leftOut = each.some((one) => one.leftOut)
  const missing = each.find((one) => one.exact === null)
  if (missing) return { ...missing, leftOut }
  const exact = exactMean(each.map((one) => one.exact as Exact))
  const half = (side: 'low' | 'high') => Math.hypot(...each.map((one) => toNumber(one.exact as Exact) - (one[side] as number))) / each.length
  const value = toNumber(exact)
  return { ...(each[0] as Disparity), exact, low: value - half('low'), high: value + half('high'), between: null, leftOut }
}

/**
 * Highest and lowest, two different groups. Equal rates: the larger denominator first, so that names decide no interval;
 * groups that are equal in that too give the same interval either way.
 */
export function extremes(rate: RateName, compared: readonly Group[]): [Group, Group] {
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
    const interval = !best || group === best ? null : toRatioInterval('selection_rate', group, best)
    return { by: group.by, value: exact ? toNumber(exact) : null, low: interval?.low ?? null, high: interval?.high ?? null }
  })
}

export const rowsOf = (groups: readonly Group[]): number => groups.reduce((sum, group) => sum + sizeOf(group), 0)
