import type { FilePreview } from '../../../shared/contract/evidence.ts'

type Guess = FilePreview['columns'][number]['guess']

export interface SampledColumn {
  name: string
  type: string
  /** Values of the first rows; null is a missing value. */
  values: readonly (string | null)[]
}

const names: readonly { guess: Guess; pattern: RegExp }[] = [
  { guess: 'score', pattern: /^(score|scores|prob|probability|proba|y_?score|y_?prob(a)?|pred(icted|iction)?_?(score|prob(ability|a)?)|p_?hat|risk_?score)$/ },
  { guess: 'prediction', pattern: /^(pred|preds|prediction|predictions|predicted|y_?pred|y_?hat|decision|predicted_?(label|class)|approved|selected|decile)$/ },
  { guess: 'label', pattern: /^(label|labels|target|y|y_?true|truth|ground_?truth|actual|outcome|class|default|credit)$/ },
  { guess: 'id', pattern: /^(id|row_?id|index|uuid|guid|key|.+_id|column1)$/ },
  { guess: 'group', pattern: /^(sex|gender|race|ethnicity|ethnic_?group|age_?(group|band|bucket|range)|age|nationality|foreign_?worker|religion|disability|marital_?status|region|native_country|language)$/ },
]

/**
 * A first proposal for the wizard, never a decision: by the names that the field uses, as far as the values fit, then by the
 * values alone. Label, prediction and score are proposed once each, for the first column that fits.
 */
export function guessRoles(columns: readonly SampledColumn[]): Guess[] {
  const guesses = columns.map(guessByName)
  for (const role of ['label', 'prediction', 'score'] as const) {
    const first = guesses.indexOf(role)
    guesses.forEach((guess, at) => {
      if (guess === role && at !== first) guesses[at] = 'other'
    })
  }
  return guesses.map((guess, at) => guess ?? guessByValues(columns[at] as SampledColumn))
}

function guessByName(column: SampledColumn): Guess | null {
  const name = column.name.trim().toLowerCase().replaceAll(/[\s.-]+/g, '_')
  const found = names.find(({ pattern }) => pattern.test(name))
  return found && fits(found.guess, column) ? found.guess : null
}

function fits(guess: Guess, column: SampledColumn): boolean {
  const distinct = distinctOf(column)
  if (guess === 'label' || guess === 'prediction') return distinct <= 2
  if (guess === 'score') return distinct > 2 && allNumbers(column)
  return guess !== 'group' || distinct <= 100
}

/** Few repeating words make a group; a different value in every row names rows. Numbers are left to the person. */
function guessByValues(column: SampledColumn): Guess {
  const present = column.values.filter((value) => value !== null)
  const distinct = distinctOf(column)
  if (present.length > 20 && distinct === present.length && !/DOUBLE|FLOAT|DECIMAL/.test(column.type)) return 'id'
  return distinct >= 2 && distinct <= 12 && distinct * 5 <= present.length && !allNumbers(column) ? 'group' : 'other'
}

export const distinctOf = ({ values }: SampledColumn): number => new Set(values.filter((value) => value !== null)).size

const allNumbers = ({ values }: SampledColumn): boolean => values.every((value) => value === null || (value.trim() !== '' && Number.isFinite(Number(value))))
