import type { ErrorSums, Locality, PerformanceSettings, Segment } from '../../../../shared/contract/evidence.ts'
import { welch } from '../statistics/means.ts'
import { holm } from '../statistics/multiple-testing.ts'
import { fisherExact, twoProportionZ } from '../statistics/proportions.ts'
import { fractions } from './confusion.ts'
import { type Sides, wholeOf } from './decay.ts'
import { estimateOf, restOf, toGap } from './estimates.ts'
import type { PartCounts } from './facts.ts'

const shownSingles = 100
const shownPairs = 50

interface Tried {
  part: PartCounts
  by: Record<string, string>
  shortfall: number
  p: number | null
}

/**
 * Every value of the segment columns, and every pair of values, against all other rows. Only segments of the declared size are tried; their p-values are corrected by
 * Holm over all that were, so that the worst of many is not taken for more than it is. Null without segment columns.
 */
export function toLocality({ data }: Sides, settings: PerformanceSettings, edges: Record<string, number[]>): Locality | null {
  if (settings.segments.length === 0) return null
  const whole = wholeOf(data)
  const segments = data.parts.flatMap((part) => (part.part.of === 'segment' ? [{ part, by: part.part.by }] : []))
  const large = segments.filter(({ part }) => part.n >= settings.locality.minimumRows && whole.n - part.n >= settings.locality.minimumRows)
  const tried = large.flatMap(({ part, by }): Tried[] => {
    const found = compare(whole, part, settings)
    return found ? [{ part, by, ...found }] : []
  })
  const adjusted = holm(tried.map(({ p }) => p))
  const ranked = tried.map((one, at) => ({ ...one, adjusted: adjusted[at] ?? null })).toSorted((a, b) => b.shortfall - a.shortfall)
  const bySize = (columns: number, most: number) => ranked.filter(({ by }) => Object.keys(by).length === columns).slice(0, most)
  const shown = new Set([...bySize(1, shownSingles), ...bySize(2, shownPairs)])
  return {
    edges,
    tried: tried.length,
    belowFloor: segments.length - large.length,
    segments: ranked.filter((one) => shown.has(one)).map((one) => toSegment(whole, one, settings)),
  }
}

/** Null where the metric is undefined inside or outside. */
function compare(whole: PartCounts, part: PartCounts, settings: PerformanceSettings): { shortfall: number; p: number | null } | null {
  const rest = restOf(whole, part)
  if (part.errors && rest.errors) return compareErrors(part.errors, rest.errors)
  const of = fractions[settings.locality.metric]
  const k = Math.sqrt(part.cells.length)
  const [inside, outside] = [of?.({ k, cells: part.cells }), of?.({ k, cells: rest.cells })]
  if (!inside || !outside || inside.den === 0 || outside.den === 0) return null
  const expected = ((inside.num + outside.num) / (inside.den + outside.den)) * inside.den
  const small = Math.min(expected, inside.den - expected) < 5
  const p = small ? fisherExact(inside.num, inside.den, outside.num, outside.den) : (twoProportionZ(inside.num, inside.den, outside.num, outside.den)?.p ?? 1)
  return { shortfall: outside.num / outside.den - inside.num / inside.den, p }
}

function compareErrors(inside: ErrorSums, outside: ErrorSums): { shortfall: number; p: number | null } | null {
  const moments = ({ n, absolute, e2 }: ErrorSums) => ({ n, mean: absolute / n, squares: Math.max(0, e2 - (absolute * absolute) / n) })
  const [a, b] = [moments(inside), moments(outside)]
  if (!(b.mean > 0)) return null
  return { shortfall: (a.mean - b.mean) / b.mean, p: welch(a, b)?.p ?? null }
}

function toSegment(whole: PartCounts, { part, by, shortfall, p, adjusted }: Tried & { adjusted: number | null }, settings: PerformanceSettings): Segment {
  const { metric } = settings.locality
  const names = [...new Set([metric, ...settings.watched])]
  const estimates = names.map((name) => estimateOf(name, part, settings))
  const rest = estimateOf(metric, restOf(whole, part), settings)
  const k = Math.sqrt(part.cells.length)
  const confusion = part.errors ? null : Array.from({ length: k }, (_, at) => part.cells.slice(at * k, (at + 1) * k))
  return { by, n: part.n, confusion: k > 3 ? null : confusion, estimates, rest: { n: rest.n, value: rest.value }, ...toGap(estimates[0]!, rest), shortfall, p, adjusted }
}
