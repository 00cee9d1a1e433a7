/** The same questions in the plainest way there is: loops over rows, no shared code. Slow and only for comparison. */
export interface PlainRow {
  label: boolean
  decision: boolean
  score: number
}

const share = (part: readonly PlainRow[], yes: (row: PlainRow) => boolean): number | null => (part.length === 0 ? null : part.filter(yes).length / part.length)

export function naiveMetrics(rows: readonly PlainRow[]): Record<string, number | null> {
  const [positives, negatives] = [rows.filter(({ label }) => label), rows.filter(({ label }) => !label)]
  const decided = rows.filter(({ decision }) => decision)
  const [precision, recall, specificity] = [share(decided, ({ label }) => label), share(positives, ({ decision }) => decision), share(negatives, ({ decision }) => !decision)]
  return {
    accuracy: share(rows, ({ label, decision }) => label === decision),
    precision,
    recall,
    specificity,
    f1: decided.length + positives.length === 0 ? null : (2 * rows.filter(({ label, decision }) => label && decision).length) / (decided.length + positives.length),
    balanced_accuracy: recall === null || specificity === null ? null : (recall + specificity) / 2,
    mcc: pearson(rows),
    auc_roc: pairs(positives, negatives),
    average_precision: averagePrecision(rows),
    brier: rows.length === 0 ? null : rows.reduce((total, { label, score }) => total + (score - Number(label)) ** 2, 0) / rows.length,
  }
}

/** Matthews' coefficient is the correlation of two columns of 0 and 1. */
function pearson(rows: readonly PlainRow[]): number | null {
  const mean = (of: (row: PlainRow) => number) => rows.reduce((total, row) => total + of(row), 0) / rows.length
  const [x, y] = [mean(({ label }) => Number(label)), mean(({ decision }) => Number(decision))]
  const spread = Math.sqrt(x * (1 - x) * y * (1 - y))
  return spread > 0 ? mean(({ label, decision }) => (Number(label) - x) * (Number(decision) - y)) / spread : null
}

function pairs(positives: readonly PlainRow[], negatives: readonly PlainRow[]): number | null {
  let won = 0
  for (const a of positives) for (const b of negatives) won += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0
  const n = positives.length * negatives.length
  return n === 0 ? null : won / n
}

function averagePrecision(rows: readonly PlainRow[]): number | null {
  const thresholds = [...new Set(rows.map(({ score }) => score))].toSorted((a, b) => b - a)
  const positives = rows.filter(({ label }) => label).length
  let [total, before] = [0, 0]
  for (const threshold of thresholds) {
    const above = rows.filter(({ score }) => score >= threshold)
    const found = above.filter(({ label }) => label).length
    total += ((found - before) / positives) * (found / above.length)
    before = found
  }
  return positives === 0 ? null : total
}
