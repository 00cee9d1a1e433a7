import { rateName, type GroupResult, type Rate, type RateName } from '../../../../shared/contract/evidence.ts'
import type { Fraction } from '../exact.ts'
import { type Interval, katz, newcombe, wilson } from '../statistics/intervals.ts'
import type { Group } from './groups.ts'

export type Cell = 'tp' | 'fp' | 'fn' | 'tn'

/** The evidence itself: everything else is derived from these four whole numbers. */
export type Counts = Record<Cell, number>

/** Two whole numbers: rows, or weights in billionths. */
export const sizeOf = ({ tp, fp, fn, tn }: Counts): number => tp + fp + fn + tn

const everybody: readonly Cell[] = ['tp', 'fp', 'fn', 'tn']

/**
 * Each rate is one division of two counts, range 0 to 1, undefined where the denominator is 0. Names follow
 * scikit-learn and fairlearn. With P = TP+FN, N = FP+TN, PP = TP+FP (selected), PN = FN+TN:
 */
const parts: Record<RateName, { num: readonly Cell[]; den: readonly Cell[] }> = {
  /** PP / n: how many are selected; alike between groups is demographic parity. */
  selection_rate: { num: ['tp', 'fp'], den: everybody },
  /** TP / P (recall, sensitivity): higher serves those who deserve a yes. */
  true_positive_rate: { num: ['tp'], den: ['tp', 'fn'] },
  /** FP / N (fall-out): lower is better. */
  false_positive_rate: { num: ['fp'], den: ['fp', 'tn'] },
  /** FN / P (miss rate): lower is better. */
  false_negative_rate: { num: ['fn'], den: ['tp', 'fn'] },
  /** TN / N (specificity): higher is better. */
  true_negative_rate: { num: ['tn'], den: ['fp', 'tn'] },
  /** TP / PP (precision): higher is better. */
  positive_predictive_value: { num: ['tp'], den: ['tp', 'fp'] },
  /** TN / PN: higher is better. */
  negative_predictive_value: { num: ['tn'], den: ['fn', 'tn'] },
  /** (TP + TN) / n: higher is better. */
  accuracy: { num: ['tp', 'tn'], den: everybody },
  /** P / n (prevalence): a property of the data, not of the model. */
  base_rate: { num: ['tp', 'fn'], den: everybody },
}

/** Rates that need no label. */
export const ratesOf = (labelled: boolean): readonly RateName[] => (labelled ? rateName.options : ['selection_rate'])

const add = (counts: Counts, cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + counts[cell], 0)
const addWeights = (weights: Record<Cell, bigint>, cells: readonly Cell[]): bigint => cells.reduce((sum, cell) => sum + weights[cell], 0n)

export type CellWeights = readonly [tp: number, fp: number, fn: number, tn: number]

/** Which of TP, FP, FN, TN a rate counts, as 1 and 0. */
export function rateCells(name: RateName): { num: CellWeights; den: CellWeights } {
  const mark = (cells: readonly Cell[]): CellWeights => [Number(cells.includes('tp')), Number(cells.includes('fp')), Number(cells.includes('fn')), Number(cells.includes('tn'))]
  return { num: mark(parts[name].num), den: mark(parts[name].den) }
}

/** In rows, whatever they weigh. */
export const toRows = (name: RateName, counts: Counts): { num: number; den: number } => ({ num: add(counts, parts[name].num), den: add(counts, parts[name].den) })

/** What is compared: weights where there are any, else rows. */
export function toFraction(name: RateName, group: Counts & Pick<Group, 'weights'>): Fraction {
  const { num, den } = parts[name]
  return group.weights ? { num: addWeights(group.weights, num), den: addWeights(group.weights, den) } : toRows(name, group)
}

/**
 * k successes of n for an interval. Weighted rows count for as many as they are worth, (Σw)²/Σw² (L. Kish 1965), over the rows of the denominator.
 */
export function toSample(name: RateName, group: Counts & Pick<Group, 'weights' | 'squares'>): { k: number; n: number } {
  const { num, den } = toFraction(name, group)
  if (!group.squares) return { k: Number(num), n: Number(den) }
  const squares = addWeights(group.squares, parts[name].den)
  const n = squares === 0n ? 0 : Number(den) ** 2 / Number(squares)
  return { k: n === 0 ? 0 : (n * Number(num)) / Number(den), n }
}

export function toDifferenceInterval(name: RateName, a: Group, b: Group): Interval {
  const [first, second] = [toSample(name, a), toSample(name, b)]
  return newcombe(first.k, first.n, second.k, second.n)
}

export function toRatioInterval(name: RateName, a: Group, b: Group): Interval | null {
  const [first, second] = [toSample(name, a), toSample(name, b)]
  return katz(first.k, first.n, second.k, second.n)
}

/** Why a group's rate is left out of comparisons, or null. Decided before any group is called best or worst. */
export interface Minimum {
  group: number
  denominator: number
}

export const isJudged = (name: RateName, counts: Counts & { minor?: boolean }, minimum: Minimum): boolean =>
  counts.minor !== true && sizeOf(counts) >= minimum.group && toRows(name, counts).den >= Math.max(minimum.denominator, 1)

/** Every rate of one group with its 95 % Wilson interval; small ones are shown and marked as suppressed. */
export function toGroupResult(group: Group, minimum: Minimum, labelled: boolean): GroupResult {
  const { by, tp, fp, fn, tn, weights, squares } = group
  const known = ratesOf(labelled)
  const rates = rateName.options.map((name) => [name, known.includes(name) ? toRate(name, group, isJudged(name, group, minimum)) : unlabelled] as const)
  return {
    by,
    n: sizeOf(group),
    selected: tp + fp,
    ...(labelled ? { tp, fp, fn, tn } : {}),
    ...(weights && squares ? { weight: { sum: Number(addWeights(weights, everybody)) / 1e9, squares: Number(addWeights(squares, everybody)) / 1e18 } } : {}),
    sufficient: sizeOf(group) >= minimum.group,
    rates: Object.fromEntries(rates) as GroupResult['rates'],
  }
}

const unlabelled: Rate = { value: null, low: null, high: null, num: 0, den: 0, reason: 'no_label', suppressed: true }

function toRate(name: RateName, group: Group, judged: boolean): Rate {
  const rows = toRows(name, group)
  const { num, den } = toFraction(name, group)
  if (Number(den) === 0) return { value: null, low: null, high: null, ...rows, reason: 'denominator_zero', suppressed: true }
  const { k, n } = toSample(name, group)
  const { low, high } = wilson(k, n)
  return { value: Number(num) / Number(den), low, high, ...rows, ...(group.weights ? { effective: n } : {}), ...(judged ? {} : { suppressed: true }) }
}

/** A share of whole numbers with its interval, for tables beside the groups. */
export function toShare(num: number, den: number): Rate {
  return den === 0 ? { value: null, low: null, high: null, num, den, reason: 'denominator_zero' } : { value: num / den, ...wilson(num, den), num, den }
}
