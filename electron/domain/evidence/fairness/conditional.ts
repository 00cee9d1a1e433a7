import type { Conditional, Estimate } from '../../../../shared/contract/evidence.ts'
import { type Pooled, type Stratum, cochranMantelHaenszel, pooledDifference, pooledOddsRatio, pooledRatio } from '../statistics/mantel-haenszel.ts'
import type { Disparity } from './disparities.ts'
import { exactDifference, exactSize, compare, toExact, toNumber } from '../exact.ts'
import type { FairnessCell } from './facts.ts'
import { type Group, type Grouping, compareValues, toGroupings } from './groups.ts'
import { maximumCompared } from './reference.ts'
import { type Minimum, isJudged, toFraction, toRows } from './rates.ts'

type ConditionalRate = Conditional['rate']
const rates: readonly ConditionalRate[] = ['selection_rate', 'true_positive_rate', 'false_positive_rate']

export interface ConditionalQuestion {
  grouping: Grouping
  reference: Group | null
  columns: readonly string[]
  controls: readonly string[]
  cells: readonly FairnessCell[]
}

/**
 * Every group against the reference within rows that are alike in the control columns, pooled over these strata by Mantel and Haenszel: a difference that
 * is only one between strata goes away, and one that strata hide comes out. Rows without a control value are in no stratum.
 */
export function toConditional({ grouping, reference, columns, controls, cells }: ConditionalQuestion): Conditional[] {
  if (reference === null || grouping.groups.length > maximumCompared) return []
  const strata = toStrata(grouping, { columns, controls, cells })
  return rates.filter((rate) => grouping.labelled || rate === 'selection_rate').flatMap((rate) =>
    grouping.groups.filter((group) => group !== reference).map((group) => {
      const found = strata.map(({ stratum, find }) => ({ stratum, ...inStratum(rate, find(group), find(reference)) })).filter(({ den, referenceDen }) => den + referenceDen > 0)
      return { over: grouping.over, rate, by: group.by, reference: reference.by, ...pool(rate, group, reference, found), strata: found }
    }),
  )
}

type InStratum = Omit<Conditional['strata'][number], 'stratum'>

function inStratum(rate: ConditionalRate, group: Group | undefined, reference: Group | undefined): InStratum {
  const [own, other] = [group, reference].map((one) => (one ? toRows(rate, one) : { num: 0, den: 0 })) as [{ num: number; den: number }, { num: number; den: number }]
  return { num: own.num, den: own.den, referenceNum: other.num, referenceDen: other.den }
}

function pool(rate: ConditionalRate, group: Group, reference: Group, found: readonly InStratum[]): Pick<Conditional, 'crude' | 'difference' | 'ratio' | 'oddsRatio' | 'p'> {
  const strata: Stratum[] = found.map(({ num, den, referenceNum, referenceDen }) => ({ k1: num, n1: den, k2: referenceNum, n2: referenceDen }))
  const [own, other] = [toFraction(rate, group), toFraction(rate, reference)]
  return {
    crude: Number(own.den) === 0 || Number(other.den) === 0 ? null : toNumber(exactDifference(own, other)),
    difference: toEstimate(pooledDifference(strata)),
    ratio: toEstimate(pooledRatio(strata)),
    oddsRatio: toEstimate(pooledOddsRatio(strata)),
    p: cochranMantelHaenszel(strata)?.p ?? null,
  }
}

const toEstimate = (found: Pooled | null): Estimate => found ?? { value: null, low: null, high: null, reason: 'denominator_zero' }

/** Groups of the same columns, counted within each combination of control values. */
function toStrata({ over }: Grouping, { columns, controls, cells }: Pick<ConditionalQuestion, 'columns' | 'controls' | 'cells'>) {
  const byStratum = Map.groupBy(
    cells.filter(({ controls: values }) => values?.every((value) => value !== null)),
    ({ controls: values }) => JSON.stringify(values),
  )
  return [...byStratum]
    .map(([key, members]) => ({ values: JSON.parse(key) as string[], members }))
    .toSorted((a, b) => compareValues(a.values, b.values))
    .map(({ values, members }) => {
      const groups = toGroupings(columns, members).find((grouping) => grouping.over.join('\0') === over.join('\0'))?.groups ?? []
      const named = new Map(groups.map((group) => [JSON.stringify(group.by), group]))
      return { stratum: Object.fromEntries(controls.map((control, at) => [control, values[at] as string])), find: ({ by }: Group) => named.get(JSON.stringify(by)) }
    })
}

export type ConditionalMetric =
  | 'conditional_demographic_parity_difference'
  | 'conditional_impact_ratio'
  | 'conditional_equal_opportunity_difference'
  | 'conditional_predictive_equality_difference'

export const conditionalRates: Record<ConditionalMetric, ConditionalRate> = {
  conditional_demographic_parity_difference: 'selection_rate',
  conditional_impact_ratio: 'selection_rate',
  conditional_equal_opportunity_difference: 'true_positive_rate',
  conditional_predictive_equality_difference: 'false_positive_rate',
}

/** The pooled difference of the group farthest from the reference, or the lowest pooled ratio. */
export function findConditional(name: ConditionalMetric, { groups, over }: Grouping, found: readonly Conditional[], reference: Group | null, minimum: Minimum): Disparity {
  const rate = conditionalRates[name]
  const judged = new Map(groups.map((group) => [JSON.stringify(group.by), isJudged(rate, group, minimum)]))
  const side = name === 'conditional_impact_ratio' ? 'ratio' : 'difference'
  const compared = found.filter((one) => one.rate === rate && one.over === over && judged.get(JSON.stringify(one.by)) === true)
  const n = groups.filter((group) => isJudged(rate, group, minimum)).reduce((sum, group) => sum + toRows(rate, group).den, 0)
  const leftOut = groups.some((group) => group.minor !== true && !isJudged(rate, group, minimum))
  const nothing: Disparity = { exact: null, low: null, high: null, between: null, n, leftOut }
  if (groups.length < 2) return { ...nothing, reason: groups.length === 0 ? 'no_groups' : 'single_group' }
  if (reference === null || !isJudged(rate, reference, minimum)) return { ...nothing, reason: 'reference_not_sufficient' }
  if (compared.length === 0) return { ...nothing, reason: 'fewer_than_two_groups' }
  const missing = compared.find((one) => one[side].value === null)
  if (missing) return { ...nothing, reason: 'denominator_zero' }
  const exactOf = (one: Conditional) => toExact(one[side].value as number)
  const farthest = compared.reduce((a, b) => {
    const farther = side === 'ratio' ? compare(exactOf(b), exactOf(a)) < 0 : compare(exactSize(exactOf(b)), exactSize(exactOf(a))) > 0
    return farther ? b : a
  })
  const { low, high } = farthest[side]
  return { ...nothing, exact: exactOf(farthest), low, high, between: [farthest.by, farthest.reference] }
}
