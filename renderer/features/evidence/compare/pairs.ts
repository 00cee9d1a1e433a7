import type { CheckResult, Measure } from '../../../../shared/contract/evidence.ts'

/** The same metric in two results; one of them may lack it. */
export interface Pair {
  readonly key: string
  readonly name: string
  readonly over: readonly string[]
  readonly left: Measure | null
  readonly right: Measure | null
  /** right − left; null where either is undefined. */
  readonly change: number | null
  /** Whether both intervals are known and share no value: the change is then more than either result’s own uncertainty. */
  readonly apart: boolean
}

/** Metrics by name and by what they are over, in the order of the left result, then those that only the right one has. */
export function toPairs(left: readonly Measure[], right: readonly Measure[]): Pair[] {
  const [ones, others] = [byKey(left), byKey(right)]
  const keys = [...ones.keys(), ...[...others.keys()].filter((key) => !ones.has(key))]
  return keys.map((key) => toPair(key, ones.get(key) ?? null, others.get(key) ?? null))
}

function toPair(key: string, left: Measure | null, right: Measure | null): Pair {
  const { name, over } = (left ?? right) as Measure
  const known = left !== null && right !== null && left.value !== null && right.value !== null
  return { key, name, over, left, right, change: known ? right.value! - left.value! : null, apart: left !== null && right !== null && areApart(left, right) }
}

function areApart(a: Measure, b: Measure): boolean {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return false
  return a.high < b.low || b.high < a.low
}

/** A metric may stand in a result more than once, told apart by the view it is of, such as a class or a top k. */
function byKey(metrics: readonly (Measure & { view?: string | undefined })[]): Map<string, Measure> {
  return new Map(metrics.map((metric) => [[metric.name, ...metric.over, metric.view ?? ''].join(' · '), metric]))
}

/** What a reader must know before reading differences as the model's. */
export function toCautions(left: CheckResult, right: CheckResult): string[] {
  const digests = ({ inputs }: CheckResult) => inputs.map(({ sha256 }) => sha256).join()
  const thresholds = ({ metrics }: CheckResult) => JSON.stringify((metrics as Measure[]).map(({ name, over, threshold }) => [name, over, threshold]))
  return [
    ...(digests(left) === digests(right) ? [] : ['The two checks read different files: a difference may come from the data as well as from the model.']),
    ...(thresholds(left) === thresholds(right) ? [] : ['The thresholds that were declared are not the same on both sides, so verdicts may differ where values do not.']),
    'Intervals that share no value speak for a real difference; intervals that overlap do not speak against one.',
  ]
}
