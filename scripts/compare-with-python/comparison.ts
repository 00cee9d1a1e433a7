import type { Case } from './cases.ts'
import type { Library, Own } from './values.ts'

/** As compare.py answers. */
export interface Answer {
  case: string
  library: Library
  metric: string
  over: string
  value: number | null
}

export interface Compared extends Answer {
  own: number | null
  verdict: 'same' | 'differs by definition' | 'DIFFERS'
  reason: string
}

/** The same that `check recompute` allows, relative above 1. */
const tolerance = 1e-9

const areSame = (a: number | null, b: number | null): boolean => (a === null || b === null ? a === b : Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)))
const keyOf = ({ library, metric, over }: Pick<Answer, 'library' | 'metric' | 'over'>): string => JSON.stringify([library, metric, over])

/** Every value that either side has. A difference counts as one of definition only if the library says exactly what its definition makes of the same counts. */
export function compare({ question, own }: Case, answers: readonly Answer[], libraries: readonly Library[]): Compared[] {
  const theirs = new Map(answers.map((answer) => [keyOf(answer), answer]))
  const compared = own.filter(({ library }) => libraries.includes(library)).map((one) => {
    const answer = theirs.get(keyOf(one))
    theirs.delete(keyOf(one))
    return { ...one, case: question.name, own: one.value, value: answer?.value ?? null, ...judge(one, answer) }
  })
  const onlyTheirs = [...theirs.values()].map((answer): Compared => ({ ...answer, own: null, verdict: 'DIFFERS', reason: 'not in our result' }))
  return [...compared, ...onlyTheirs]
}

function judge({ value, otherwise }: Own, answer: Answer | undefined): Pick<Compared, 'verdict' | 'reason'> {
  if (!answer) return { verdict: 'DIFFERS', reason: 'the library gave no value' }
  if (areSame(value, answer.value)) return { verdict: 'same', reason: '' }
  if (otherwise && areSame(otherwise.value, answer.value)) return { verdict: 'differs by definition', reason: otherwise.reason }
  return { verdict: 'DIFFERS', reason: '' }
}

const differenceOf = ({ own, value }: Compared): number => (own === null || value === null ? (own === value ? 0 : Infinity) : Math.abs(own - value))

/** One line for all values of a metric in a case that have the same verdict: how many, and the two furthest apart. What DIFFERS has a line each. */
export function toLines(compared: readonly Compared[]): string[][] {
  const together = new Map<string, Compared[]>()
  for (const one of compared) {
    const key = JSON.stringify([one.case, one.library, one.metric, one.verdict, one.reason, one.verdict === 'DIFFERS' ? one.over : ''])
    together.set(key, [...(together.get(key) ?? []), one])
  }
  return [...together.values()].map((values) => {
    const furthest = values.reduce((worst, one) => (differenceOf(one) > differenceOf(worst) ? one : worst))
    const difference = differenceOf(furthest)
    const verdict = furthest.reason === '' ? furthest.verdict : `${furthest.verdict}: ${furthest.reason}`
    return [furthest.case, furthest.library, furthest.metric, values.length === 1 ? furthest.over : `${values.length} values`, show(furthest.own), show(furthest.value), Number.isFinite(difference) ? difference.toPrecision(2) : '–', verdict]
  })
}

const show = (value: number | null): string => (value === null ? 'undefined' : String(Number(value.toPrecision(12))))
