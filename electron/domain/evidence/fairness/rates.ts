import { rateName, type GroupResult, type Rate, type RateName } from '../../../../shared/contract/evidence.ts'
import { wilson } from '../statistics/intervals.ts'

/** The evidence itself: everything else is derived from these four whole numbers. */
export interface Counts {
  tp: number
  fp: number
  fn: number
  tn: number
}

export interface Fraction {
  num: number
  den: number
}

export const sizeOf = ({ tp, fp, fn, tn }: Counts): number => tp + fp + fn + tn

/**
 * Each rate is one division of two counts, range 0 to 1, undefined where the denominator is 0. Names follow
 * scikit-learn and fairlearn. With P = TP+FN, N = FP+TN, PP = TP+FP (selected), PN = FN+TN:
 */
const parts: Record<RateName, (counts: Counts) => Fraction> = {
  /** PP / n: how many are selected; alike between groups is demographic parity. */
  selection_rate: (c) => ({ num: c.tp + c.fp, den: sizeOf(c) }),
  /** TP / P (recall, sensitivity): higher serves those who deserve a yes. */
  true_positive_rate: (c) => ({ num: c.tp, den: c.tp + c.fn }),
  /** FP / N (fall-out): lower is better. */
  false_positive_rate: (c) => ({ num: c.fp, den: c.fp + c.tn }),
  /** FN / P (miss rate): lower is better. */
  false_negative_rate: (c) => ({ num: c.fn, den: c.tp + c.fn }),
  /** TN / N (specificity): higher is better. */
  true_negative_rate: (c) => ({ num: c.tn, den: c.fp + c.tn }),
  /** TP / PP (precision): higher is better. */
  positive_predictive_value: (c) => ({ num: c.tp, den: c.tp + c.fp }),
  /** TN / PN: higher is better. */
  negative_predictive_value: (c) => ({ num: c.tn, den: c.fn + c.tn }),
  /** (TP + TN) / n: higher is better. */
  accuracy: (c) => ({ num: c.tp + c.tn, den: sizeOf(c) }),
  /** P / n (prevalence): a property of the data, not of the model. */
  base_rate: (c) => ({ num: c.tp + c.fn, den: sizeOf(c) }),
}

export const toFraction = (name: RateName, counts: Counts): Fraction => parts[name](counts)

/** Why a group's rate is left out of comparisons, or null. Decided before any group is called best or worst. */
export interface Minimum {
  group: number
  denominator: number
}

export const isJudged = (name: RateName, counts: Counts, minimum: Minimum): boolean =>
  sizeOf(counts) >= minimum.group && toFraction(name, counts).den >= Math.max(minimum.denominator, 1)

/** Every rate of one group with its 95 % Wilson interval; small ones are shown and marked as suppressed. */
export function toGroupResult(by: Record<string, string>, counts: Counts, minimum: Minimum): GroupResult {
  const rates = rateName.options.map((name) => [name, toRate(toFraction(name, counts), isJudged(name, counts, minimum))] as const)
  return { by, n: sizeOf(counts), ...pick(counts), sufficient: sizeOf(counts) >= minimum.group, rates: Object.fromEntries(rates) as GroupResult['rates'] }
}

const pick = ({ tp, fp, fn, tn }: Counts): Counts => ({ tp, fp, fn, tn })

function toRate({ num, den }: Fraction, judged: boolean): Rate {
  if (den === 0) return { value: null, low: null, high: null, num, den, reason: 'denominator_zero', suppressed: true }
  const { low, high } = wilson(num, den)
  return { value: num / den, low, high, num, den, ...(judged ? {} : { suppressed: true }) }
}
