import type { ExplanationSettings } from '../../../../shared/contract/evidence.ts'
import { toWords } from '../../../../shared/id-words.ts'
import type { ExplanationCounts, ExplanationFacts } from './facts.ts'

const number = (value: number): string => value.toLocaleString('en-GB')
const rowsOf = (count: number): string => `${number(count)} ${count === 1 ? 'row' : 'rows'}`

/** Sentences on what the result does not show, in a fixed order. */
export function toExplanationLimits(settings: ExplanationSettings, { rows }: ExplanationFacts, { baseline, recomputed, features }: ExplanationCounts): string[] {
  const general = 'An importance says how much the model leans on a feature, not that the feature causes the outcome; features that say the same share their importance, or hide each other’s.'
  if (settings.source === 'imported') {
    return [`The numbers are as they were handed in: nothing here recomputes “${settings.method}”.`, ...unnamed(rows.excluded), general]
  }
  const empty = rows.excluded['missing_in_a_feature'] ?? 0
  return [
    ...(rows.read > rows.used ? [`${rowsOf(rows.read - rows.used)} without a label were predicted and compared, but not shuffled.`] : []),
    ...(empty > 0 ? [`${rowsOf(empty)} lack a value in a feature; the model got NaN for a number and an empty text for a text.`] : []),
    ...(baseline && baseline.rows < rows.used ? [`Features were shuffled on ${rowsOf(baseline.rows)} drawn by the seed, out of ${number(rows.used)}.`] : []),
    ...(recomputed && !recomputed.decisions && !recomputed.scores ? ['The file’s own predictions were not named, so nothing says that they are this model’s.'] : []),
    ...(features.some(({ mean }) => mean < 0) ? ['A negative importance means that shuffling did no harm: chance, not a feature that hurts.'] : []),
    `The intervals are of the mean over ${settings.repeats} shuffles; that other rows would give other importances is not in them.`,
    general,
  ]
}

function unnamed(excluded: Readonly<Record<string, number>>): string[] {
  const lost = Object.entries(excluded).filter(([, count]) => count > 0)
  return lost.map(([reason, count]) => (reason.startsWith('missing:') ? `${rowsOf(count)} have no attribution to “${reason.slice('missing:'.length)}”.` : `${rowsOf(count)} left out: ${toWords(reason)}.`))
}
