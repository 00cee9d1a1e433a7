import type { FairnessResult, FairnessSettings, RepresentationRow } from '../../../../shared/contract/evidence.ts'
import type { Disparity } from './disparities.ts'
import { compare, exactRatio, toExact, toNumber } from '../exact.ts'
import type { FairnessCounts } from './facts.ts'
import type { Grouping } from './groups.ts'
import { sizeOf, toShare } from './rates.ts'

/**
 * The share of each group beside the share it should have; ratio 1 is as many as expected. A group of the benchmark that no row belongs to has share 0. Interval
 * of the ratio: Wilson's for the share, over the benchmark, which is taken as known.
 */
export function toRepresentation(groupings: readonly Grouping[], benchmarks: FairnessSettings['benchmark']): RepresentationRow[] {
  return (benchmarks ?? []).flatMap(({ column, shares, source }) => {
    const groups = groupings.find(({ over }) => over.length === 1 && over[0] === column)?.groups ?? []
    const total = groups.reduce((sum, group) => sum + sizeOf(group), 0)
    return Object.entries(shares).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([value, expected]) => {
      const group = groups.find(({ by }) => by[column] === value)
      const share = toShare(group ? sizeOf(group) : 0, total)
      const exact = total === 0 ? null : exactRatio({ num: share.num, den: total }, fractionOf(expected))
      const ratio = exact === null ? { value: null, low: null, high: null, reason: 'denominator_zero' } : { value: toNumber(exact), low: (share.low as number) / expected, high: (share.high as number) / expected }
      return { by: { [column]: value }, n: share.num, share, benchmark: expected, ratio, source }
    })
  })
}

function fractionOf(decimal: number): { num: bigint; den: bigint } {
  const { num, den } = toExact(decimal)
  return { num, den }
}

/** The group that falls shortest of its benchmark. */
export function findRepresentation(column: string, rows: readonly RepresentationRow[]): Disparity {
  const own = rows.filter(({ by }) => column in by)
  const n = own[0]?.share.den ?? 0
  const known = own.filter(({ ratio }) => ratio.value !== null)
  const nothing: Disparity = { exact: null, low: null, high: null, between: null, n, leftOut: false }
  if (known.length === 0) return { ...nothing, reason: n === 0 ? 'no_groups' : 'denominator_zero' }
  const exactOf = ({ share, benchmark }: RepresentationRow) => exactRatio({ num: share.num, den: share.den }, fractionOf(benchmark))
  const least = known.reduce((a, b) => (compare(exactOf(b) ?? zero, exactOf(a) ?? zero) < 0 ? b : a))
  return { ...nothing, exact: exactOf(least), low: least.ratio.low, high: least.ratio.high }
}

const zero = { num: 0n, den: 1n }

/** Rows by value that could not be used: a group whose labels are missing more often is another bias. */
export function toMissing(missing: FairnessCounts['missing']): FairnessResult['missing'] {
  return missing
    ?.toSorted((a, b) => (a.column === b.column ? (a.value < b.value ? -1 : 1) : 0))
    .map(({ column, value, read, missing: reasons }) => ({ by: { [column]: value }, read, missing: reasons }))
}
