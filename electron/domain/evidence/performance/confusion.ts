import type { PerformanceMetric } from '../../../../shared/contract/evidence.ts'

/** Rows by truth and decision, truth first: the cell of class i that was called j is at i·k + j. Of two classes the positive is the second. */
export interface Table {
  k: number
  cells: ArrayLike<number>
}

export interface Fraction {
  num: number
  den: number
}

export const sumOf = (cells: ArrayLike<number>): number => {
  let total = 0
  for (let at = 0; at < cells.length; at++) total += cells[at] as number
  return total
}

const cell = ({ k, cells }: Table, truth: number, decision: number): number => cells[truth * k + decision] as number
const supportOf = (table: Table, truth: number): number => range(table.k).reduce((total, decision) => total + cell(table, truth, decision), 0)
const predictedOf = (table: Table, decision: number): number => range(table.k).reduce((total, truth) => total + cell(table, truth, decision), 0)
export const range = (k: number): number[] => Array.from({ length: k }, (_, at) => at)

/** Of one class: its rows, the rows called so, and the rows of both. */
export const classCounts = (table: Table, at: number) => ({ support: supportOf(table, at), predicted: predictedOf(table, at), correct: cell(table, at, at) })
export type ClassCounts = ReturnType<typeof classCounts>

const correctOf = (table: Table): number => range(table.k).reduce((total, at) => total + cell(table, at, at), 0)

/** Metrics that are one division of two counts; of two classes the positive one is meant. TP/(TP+FP), TP/(TP+FN), TN/(TN+FP), right/n. */
export const fractions: Partial<Record<PerformanceMetric, (table: Table) => Fraction>> = {
  accuracy: (table) => ({ num: correctOf(table), den: sumOf(table.cells) }),
  precision_micro: (table) => ({ num: correctOf(table), den: sumOf(table.cells) }),
  recall_micro: (table) => ({ num: correctOf(table), den: sumOf(table.cells) }),
  f1_micro: (table) => ({ num: correctOf(table), den: sumOf(table.cells) }),
  precision: (table) => ({ num: cell(table, 1, 1), den: predictedOf(table, 1) }),
  recall: (table) => ({ num: cell(table, 1, 1), den: supportOf(table, 1) }),
  specificity: (table) => ({ num: cell(table, 0, 0), den: supportOf(table, 0) }),
}

/** 2TP / (2TP + FP + FN) of one class; undefined where the class is neither there nor called. */
const f1Of = ({ support, predicted, correct }: ClassCounts): number | null => (support + predicted === 0 ? null : (2 * correct) / (support + predicted))
const precisionOf = ({ predicted, correct }: ClassCounts): number | null => (predicted === 0 ? null : correct / predicted)
const recallOf = ({ support, correct }: ClassCounts): number | null => (support === 0 ? null : correct / support)

/** Plain mean over all classes; undefined as long as one class is, for scikit-learn's 0 in its place would be a guess. */
function macro(table: Table, of: (one: ClassCounts) => number | null): number | null {
  let total = 0
  for (let at = 0; at < table.k; at++) {
    const value = of(classCounts(table, at))
    if (value === null) return null
    total += value
  }
  return total / table.k
}

/** Mean over classes weighted by their rows. */
function weighted(table: Table, of: (one: ClassCounts) => number | null): number | null {
  let [total, n] = [0, 0]
  for (let at = 0; at < table.k; at++) {
    const one = classCounts(table, at)
    if (one.support === 0) continue
    const value = of(one)
    if (value === null) return null
    total += value * one.support
    n += one.support
  }
  return n === 0 ? null : total / n
}

/**
 * Correlation of truth and decision: (c·n − Σ pₖtₖ) / √((n² − Σ pₖ²)(n² − Σ tₖ²)), −1 to 1; for two classes Matthews' coefficient.
 * B. W. Matthews, BBA 405 (1975) 442–451; J. Gorodkin, Comput. Biol. Chem. 28 (2004) 367–374. Undefined where truth or decisions are all of one class.
 */
function correlation(table: Table): number | null {
  const n = sumOf(table.cells)
  let [both, predicted, support] = [0, 0, 0]
  for (let at = 0; at < table.k; at++) {
    const [p, t] = [predictedOf(table, at), supportOf(table, at)]
    both += p * t
    predicted += p * p
    support += t * t
  }
  const spread = Math.sqrt(n * n - predicted) * Math.sqrt(n * n - support)
  return spread === 0 ? null : (correctOf(table) * n - both) / spread
}

/** Metrics that are no plain fraction; null where undefined. */
export const combined: Partial<Record<PerformanceMetric, (table: Table) => number | null>> = {
  f1: (table) => f1Of(classCounts(table, 1)),
  balanced_accuracy: (table) => macro(table, recallOf),
  mcc: correlation,
  precision_macro: (table) => macro(table, precisionOf),
  recall_macro: (table) => macro(table, recallOf),
  f1_macro: (table) => macro(table, f1Of),
  precision_weighted: (table) => weighted(table, precisionOf),
  recall_weighted: (table) => weighted(table, recallOf),
  f1_weighted: (table) => weighted(table, f1Of),
}

/** The value of any metric of decisions, or null. */
export function valueOf(name: PerformanceMetric, table: Table): number | null {
  const fraction = fractions[name]?.(table)
  if (fraction) return fraction.den === 0 ? null : fraction.num / fraction.den
  return combined[name]?.(table) ?? null
}

/** What a minimum is held against: the denominator of a fraction, the positives of F1, else the smallest class. */
export function casesOf(name: PerformanceMetric, table: Table): number {
  const fraction = fractions[name]?.(table)
  if (fraction) return fraction.den
  if (name === 'f1') return supportOf(table, 1)
  return Math.min(...range(table.k).map((at) => supportOf(table, at)))
}
