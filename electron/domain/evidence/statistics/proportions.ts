import { binomialTails } from './beta.ts'
import { chiSquareTail, twoSidedNormal } from './distributions.ts'
import { devianceTerm, stirlingError } from './gamma.ts'

export interface Test {
  statistic: number
  /** Two-sided. */
  p: number
}

/**
 * z of p₁ − p₂ with the pooled share p: (p₁ − p₂) / √(p(1−p)(1/n₁ + 1/n₂)), as in the EEOC's practice of two standard deviations.
 * Null where nobody or everybody was counted in both, for there is no spread to measure by. n₁, n₂ ≥ 1.
 */
export function twoProportionZ(k1: number, n1: number, k2: number, n2: number): Test | null {
  const pooled = (k1 + k2) / (n1 + n2)
  if (k1 + k2 === 0 || k1 + k2 === n1 + n2) return null
  const statistic = (k1 / n1 - k2 / n2) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
  return { statistic, p: twoSidedNormal(statistic) }
}

/**
 * Fisher's exact test of k₁ of n₁ against k₂ of n₂, two-sided: the probability, margins given, of all tables at most as likely as this one
 * (up to 10⁻⁷ relative, as R and scipy do). R. A. Fisher, J. R. Stat. Soc. 98 (1935) 39–82. A table with an empty margin gives 1.
 */
export function fisherExact(k1: number, n1: number, k2: number, n2: number): number {
  const table = { marked: k1 + k2, drawn: n1, total: n1 + n2 }
  const [least, most] = [Math.max(0, table.marked - n2), Math.min(table.marked, n1)]
  if (least === most) return 1
  const log = (k: number) => logHypergeometric(k, table)
  const mode = Math.min(most, Math.max(least, Math.floor(((table.marked + 1) * (n1 + 1)) / (table.total + 2))))
  const limit = log(k1) + 1e-7
  if (log(mode) <= limit) return 1
  // The density rises to its mode and falls after it, so that each side has one place from which on tables are unlikely enough.
  const left = lastWhere((k) => log(k) <= limit, least, mode)
  const right = lastWhere((k) => log(-k) <= limit, -most, -mode)
  return Math.min(1, (left === null ? 0 : tailSum(left, least, -1, table)) + (right === null ? 0 : tailSum(-right, most, 1, table)))
}

interface Table {
  marked: number
  drawn: number
  total: number
}

/** ln of C(marked, k) C(total − marked, drawn − k) / C(total, drawn), by Loader's terms: exact to the last digits for large margins. */
function logHypergeometric(k: number, { marked, drawn, total }: Table): number {
  const [p, q] = [drawn / total, (total - drawn) / total]
  if (q === 0) return k === marked ? 0 : -Infinity
  return logBinomial(k, marked, p, q) + logBinomial(drawn - k, total - marked, p, q) - logBinomial(drawn, total, p, q)
}

function logBinomial(k: number, n: number, p: number, q: number): number {
  if (k < 0 || k > n) return -Infinity
  if (n === 0) return 0
  if (k === 0) return n * Math.log(q)
  if (k === n) return n * Math.log(p)
  const error = stirlingError(n) - stirlingError(k) - stirlingError(n - k) - devianceTerm(k, n * p) - devianceTerm(n - k, n * q)
  return error + 0.5 * Math.log(n / (2 * Math.PI * k * (n - k)))
}

/** The last whole number of a range for which a condition that turns from true to false still holds; null if it never does. */
function lastWhere(holds: (k: number) => boolean, from: number, to: number): number | null {
  if (!holds(from)) return null
  let [low, high] = [from, to]
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2)
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** Densities from k outwards, each from the one before, until they add nothing more. */
function tailSum(k: number, end: number, step: 1 | -1, table: Table): number {
  const { marked, drawn, total } = table
  let term = Math.exp(logHypergeometric(k, table))
  let all = 0
  for (let at = k; ; at += step) {
    const next = all + term
    if (at === end || next === all) return next
    all = next
    const up = ((marked - at) * (drawn - at)) / ((at + 1) * (total - marked - drawn + at + 1))
    const down = (at * (total - marked - drawn + at)) / ((marked - at + 1) * (drawn - at + 1))
    term *= step === 1 ? up : down
  }
}

/**
 * McNemar's tests of two classifiers over the same rows: b rows only the first has right, c only the second. `exact` is the two-sided binomial
 * test of b among b + c; `chiSquare` with Edwards' correction (|b − c| − 1)²/(b + c). Q. McNemar, Psychometrika 12 (1947) 153–157. b + c = 0: p = 1.
 */
export function mcnemar(b: number, c: number): { exact: number; chiSquare: Test; uncorrected: Test } {
  const n = b + c
  const exact = n === 0 ? 1 : Math.min(1, 2 * binomialTails(Math.min(b, c), n, 0.5, 0.5).lower)
  const test = (distance: number): Test => {
    const statistic = n === 0 ? 0 : distance ** 2 / n
    return { statistic, p: chiSquareTail(statistic, 1) }
  }
  return { exact, chiSquare: test(Math.max(0, Math.abs(b - c) - 1)), uncorrected: test(b - c) }
}
