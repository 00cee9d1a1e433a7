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
  const selection = enough.map((group) => group.selection)
  const tpr = spread(enough.filter((group) => group.positives >= minimum && group.positives > 0).map((group) => group.tpr))
  const fpr = spread(enough.filter((group) => group.negatives >= minimum && group.negatives > 0).map((group) => group.fpr))
  const ppv = spread(enough.filter((group) => group.selected >= minimum && group.selected > 0).map((group) => group.ppv))
  const highest = Math.max(...(selection as number[]))
  const ratio = selection.length < 2 || highest === 0 ? null : Math.min(...(selection as number[])) / highest
  return {
    demographic_parity_difference: spread(selection),
    demographic_parity_ratio: ratio,
    impact_ratio: ratio,
    equal_opportunity_difference: tpr,
    equalized_odds_difference: tpr === null || fpr === null ? null : Math.max(tpr, fpr),
    predictive_parity_difference: ppv,
  }
}
