import type { FairnessSettings } from '../../../../shared/contract/evidence.ts'
import { bootstrapMany } from '../statistics/bootstrap.ts'
import { entropyOfCounts } from '../statistics/inequality.ts'
import type { Disparity } from './disparities.ts'
import { toExact } from '../exact.ts'
import type { FairnessCell } from './facts.ts'
import { type Group, type Grouping } from './groups.ts'
import { type Counts, type Minimum, isJudged, sizeOf, toRows } from './rates.ts'

/** Of a wrong no, a right decision, a wrong yes. */
const benefits = [0, 1, 2]

/**
 * How unequal decisions treat persons, groups or not: the benefit of a row is decision − label + 1 (0 for a wrong no, 2 for a wrong yes). Generalized entropy
 * with α = 2, and Theil's index; 0 is equality. T. Speicher et al., KDD 2018; AIF360 generalized_entropy_index, theil_index. Interval: bootstrap.
 */
export function findInequality(cells: readonly FairnessCell[], { resamples, seed }: Pick<FairnessSettings, 'resamples' | 'seed'>): Record<'generalized_entropy_index' | 'theil_index', Disparity> {
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 }
  for (const { label, decision, rows } of cells) counts[label ? (decision ? 'tp' : 'fn') : decision ? 'fp' : 'tn'] += rows
  const of = (alpha: number) => (strata: readonly ArrayLike<number>[]) => entropyOfCounts(benefits, strata[0] ?? [], alpha)
  const strata = [[counts.fn, counts.tp + counts.tn, counts.fp]]
  const [entropy, theil] = [of(2), of(1)]
  const found = resamples === 0 ? [] : bootstrapMany(strata, (drawn) => [entropy(drawn), theil(drawn)], { seed, resamples })
  const toDisparity = (value: number | null, at: number): Disparity => ({
    exact: value === null ? null : toExact(value),
    low: found[at]?.low ?? null,
    high: found[at]?.high ?? null,
    between: null,
    n: sizeOf(counts),
    leftOut: false,
    ...(value === null ? { reason: 'denominator_zero' } : {}),
  })
  return { generalized_entropy_index: toDisparity(entropy(strata), 0), theil_index: toDisparity(theil(strata), 1) }
}

/**
 * Smoothed empirical differential fairness of selections: the largest |ln| of a ratio of two groups' chances, of selection or of rejection, each smoothed as
 * (k + ½)/(n + 1). 0 is parity. J. Foulds et al., ICDE 2020; AIF360 smoothed_empirical_differential_fairness with concentration 1.
 */
export function findDifferentialFairness({ groups }: Grouping, minimum: Minimum): Disparity {
  const compared = groups.filter((group) => isJudged('selection_rate', group, minimum))
  const nothing: Disparity = { exact: null, low: null, high: null, between: null, n: compared.reduce((sum, group) => sum + sizeOf(group), 0), leftOut: compared.length < groups.filter(({ minor }) => minor !== true).length }
  if (compared.length < 2) return { ...nothing, reason: groups.length === 1 ? 'single_group' : groups.length === 0 ? 'no_groups' : 'fewer_than_two_groups' }
  const chances = compared.map((group) => ({ group, chance: smoothed(group) })).toSorted((a, b) => a.chance - b.chance)
  const [low, high] = [chances[0] as Chance, chances.at(-1) as Chance]
  const value = Math.max(Math.log(high.chance / low.chance), Math.log((1 - low.chance) / (1 - high.chance)))
  return { ...nothing, exact: toExact(value), between: [high.group.by, low.group.by] }
}

interface Chance {
  group: Group
  chance: number
}

function smoothed(group: Counts): number {
  const { num, den } = toRows('selection_rate', group)
  return (num + 0.5) / (den + 1)
}
