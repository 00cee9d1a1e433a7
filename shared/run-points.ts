import { runLimits } from './contract/runs.ts'

/** Why something is refused, as a sentence; null where it is not. */
export type Refusal = string | null

export function whyNotKey(kind: 'Parameter' | 'Metric' | 'Tag', key: string): Refusal {
  if (key === '') return `${kind} names must not be empty.`
  if (key.length > runLimits.keyCharacters) return `The name of ${kind.toLowerCase()} “${key.slice(0, 40)}…” has ${key.length} characters; at most ${runLimits.keyCharacters} are kept.`
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(key)) return `The name of ${kind.toLowerCase()} ${JSON.stringify(key.slice(0, 40))} has control characters in it.`
  return null
}

/** Milliseconds since 1970 of the years that RFC 3339 writes, 0000 to 9999: a description has no form for others. */
export const isTime = (ms: number): boolean => Number.isInteger(ms) && ms >= -62_167_219_200_000 && ms <= 253_402_300_799_999

export function whyNotPoint({ key, value, step, atMs }: { key: string; value: number; step: number; atMs: number }): Refusal {
  const where = `metric “${key.slice(0, 80)}” at step ${step}`
  if (typeof value !== 'number') return `The value of ${where} is no number.`
  if (!Number.isSafeInteger(step)) return `The step of metric “${key.slice(0, 80)}” is ${step}; steps are whole numbers.`
  if (!isTime(atMs)) return `The time of ${where} is ${atMs}; times are whole milliseconds since 1970, up to the year 9999.`
  return whyNotKey('Metric', key)
}
