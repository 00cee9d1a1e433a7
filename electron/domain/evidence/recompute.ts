import type { CheckResult, Recomputation } from '../../../shared/contract/evidence.ts'

type Difference = Recomputation['differences'][number]

const shownDifferences = 50
/** Sums of fractions depend on the order of threads in their last digits; counts do not. */
const tolerance = 1e-9

/**
 * Where two results of the same settings and bytes differ. Whole numbers, texts and verdicts must be equal; fractions within 1e-9,
 * relative above 1. The versions of the programs and their statements may differ: that is why it is asked.
 */
export function compareResults(stored: CheckResult, now: CheckResult): Difference[] {
  const found: Difference[] = []
  const { engine: _, inputs: __, ...before } = stored
  const { engine: ___, inputs: ____, ...after } = now
  compareAt('', before, after, found)
  return found.slice(0, shownDifferences)
}

function compareAt(path: string, stored: unknown, now: unknown, found: Difference[]): void {
  if (isObject(stored) && isObject(now)) {
    for (const key of new Set([...Object.keys(stored), ...Object.keys(now)])) compareAt(path === '' ? key : `${path}.${key}`, stored[key], now[key], found)
  } else if (!areEqual(stored, now)) {
    found.push({ path, stored: toText(stored), now: toText(now) })
  }
}

function areEqual(stored: unknown, now: unknown): boolean {
  if (typeof stored !== 'number' || typeof now !== 'number') return stored === now
  if (Number.isInteger(stored) && Number.isInteger(now)) return stored === now
  return Math.abs(stored - now) <= tolerance * Math.max(1, Math.abs(stored))
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const toText = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value))
