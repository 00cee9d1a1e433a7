import type { PlainRow } from '../check-runs.ts'

/**
 * The same questions answered a second time, in the plainest way there is: loops over rows, floating point, no shared code.
 * Slow and only for comparison.
 */
export interface NaiveGroup {
  by: Record<string, string>
  n: number
  selection: number | null
  tpr: number | null
  fpr: number | null
  ppv: number | null
  accuracy: number | null
  base: number | null
  positives: number
  negatives: number
  selected: number
}

export function naiveGroups(rows: readonly PlainRow[], columns: readonly string[], over: readonly string[]): NaiveGroup[] {
  const keys: string[][] = []
  for (const [groups] of rows) {
    const key = over.map((column) => groups[columns.indexOf(column)] ?? null)
    if (key.every((value) => value !== null) && !keys.some((known) => known.join('|') === key.join('|'))) keys.push(key as string[])
  }
  return keys.map((key) => {
    const members = rows.filter(([groups]) => over.every((column, at) => groups[columns.indexOf(column)] === key[at]))
    const share = (part: readonly PlainRow[], yes: (row: PlainRow) => boolean) => (part.length === 0 ? null : part.filter(yes).length / part.length)
    const positives = members.filter(([, label]) => label)
    const negatives = members.filter(([, label]) => !label)
    const selected = members.filter(([, , decision]) => decision)
    return {
      by: Object.fromEntries(over.map((column, at) => [column, key[at]!])),
      n: members.length,
      selection: share(members, ([, , decision]) => decision),
      tpr: share(positives, ([, , decision]) => decision),
      fpr: share(negatives, ([, , decision]) => decision),
      ppv: share(selected, ([, label]) => label),
      accuracy: share(members, ([, label, decision]) => label === decision),
      base: share(members, ([, label]) => label),
      positives: positives.length,
      negatives: negatives.length,
      selected: selected.length,
    }
  })
}

/** Values of the metrics by name; null where undefined. */
export function naiveMetrics(groups: readonly NaiveGroup[], minimum: number): Record<string, number | null> {
  const enough = groups.filter((group) => group.n >= minimum)
  const spread = (rates: (number | null)[]) => (rates.length < 2 ? null : Math.max(...(rates as number[])) - Math.min(...(rates as number[])))
  const least = (rates: (number | null)[]) => (rates.length < 2 || Math.max(...(rates as number[])) === 0 ? null : Math.min(...(rates as number[])) / Math.max(...(rates as number[])))
  const selection = enough.map((group) => group.selection)
  const positives = enough.filter((group) => group.positives >= minimum && group.positives > 0)
  const negatives = enough.filter((group) => group.negatives >= minimum && group.negatives > 0)
  const tpr = spread(positives.map((group) => group.tpr))
  const fpr = spread(negatives.map((group) => group.fpr))
  const ppv = spread(enough.filter((group) => group.selected >= minimum && group.selected > 0).map((group) => group.ppv))
  const ratio = least(selection)
  const chances = enough.map((group) => (group.selected + 0.5) / (group.n + 1))
  const pairs = chances.flatMap((a) => chances.map((b) => Math.max(Math.log(a / b), Math.log((1 - a) / (1 - b)))))
  return {
    demographic_parity_difference: spread(selection),
    demographic_parity_ratio: ratio,
    impact_ratio: ratio,
    equal_opportunity_difference: tpr,
    equalized_odds_difference: tpr === null || fpr === null ? null : Math.max(tpr, fpr),
    predictive_parity_difference: ppv,
    equalized_odds_mean_difference: tpr === null || fpr === null ? null : (tpr + fpr) / 2,
    predictive_equality_difference: fpr,
    false_negative_rate_ratio: least(positives.map((group) => 1 - group.tpr!)),
    false_positive_rate_ratio: least(negatives.map((group) => group.fpr)),
    accuracy_difference: spread(enough.map((group) => group.accuracy)),
    base_rate_difference: spread(enough.map((group) => group.base)),
    differential_fairness: chances.length < 2 ? null : Math.max(...pairs),
  }
}

/** Generalized entropy with α = 2, and Theil's index, of decision − label + 1 over all rows; null where nobody has any. */
export function naiveInequality(rows: readonly PlainRow[]): Record<'generalized_entropy_index' | 'theil_index', number | null> {
  const benefits = rows.map(([, label, decision]) => Number(decision) - Number(label) + 1)
  const mean = benefits.reduce((a, b) => a + b, 0) / benefits.length
  if (mean === 0) return { generalized_entropy_index: null, theil_index: null }
  const average = (term: (ratio: number) => number) => benefits.reduce((sum, one) => sum + term(one / mean), 0) / benefits.length
  return { generalized_entropy_index: average((r) => r * r - 1) / 2, theil_index: average((r) => (r === 0 ? 0 : r * Math.log(r))) }
}
