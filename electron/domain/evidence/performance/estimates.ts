import type { PerformanceEstimate, PerformanceMetric, PerformanceSettings, ErrorSums, ScoreSums } from '../../../../shared/contract/evidence.ts'
import { businessEstimate } from './business.ts'
import { decisionEstimate } from './decision-estimates.ts'
import type { PartCounts } from './facts.ts'
import { metricForms } from './metrics.ts'
import { regressionEstimate } from './regression-estimates.ts'
import { type ScoreGroups, scoreEstimate } from './score-estimates.ts'

/** Any metric of any part, with its interval, from counts alone. */
export function estimateOf(name: PerformanceMetric, part: PartCounts, settings: PerformanceSettings, groups: ScoreGroups | null = null): PerformanceEstimate {
  const { needs } = metricForms[name]
  if (part.errors) return regressionEstimate(name, part.errors)
  if (needs === 'scores') return scoreEstimate(name, part.scores as ScoreSums, groups, settings.bootstrap)
  if (needs === 'business') return businessEstimate(part.stakes ?? [], settings.business as NonNullable<PerformanceSettings['business']>, settings.bootstrap)
  return decisionEstimate(name, { k: Math.sqrt(part.cells.length), cells: part.cells }, settings.bootstrap)
}

/** Everything outside a part, for what adds up: whole − part. Scores do not, for their ranks are within the part. */
export function restOf(whole: PartCounts, part: PartCounts): PartCounts {
  return {
    part: { of: 'all' },
    n: whole.n - part.n,
    cells: whole.cells.map((count, at) => count - (part.cells[at] as number)),
    stakes: null,
    scores: null,
    errors: whole.errors && part.errors ? withoutErrors(whole.errors, part.errors) : null,
  }
}

function withoutErrors(whole: ErrorSums, part: ErrorSums): ErrorSums {
  const names = Object.keys(whole) as (keyof ErrorSums)[]
  return { ...(Object.fromEntries(names.map((name) => [name, whole[name] - part[name]])) as unknown as ErrorSums), shift: whole.shift }
}

export interface Gap {
  gap: number | null
  gapLow: number | null
  gapHigh: number | null
}

/**
 * a − b of two independent estimates, with an interval made of both intervals: d − √((a−l₁)² + (u₂−b)²) to d + √((u₁−a)² + (b−l₂)²). For proportions it is Newcombe's.
 * G. Y. Zou, A. Donner, Statist. Med. 27 (2008) 1693–1702.
 */
export function toGap(a: PerformanceEstimate, b: PerformanceEstimate): Gap {
  if (a.value === null || b.value === null) return { gap: null, gapLow: null, gapHigh: null }
  const gap = a.value - b.value
  if (a.low === null || a.high === null || b.low === null || b.high === null) return { gap, gapLow: null, gapHigh: null }
  return { gap, gapLow: gap - Math.hypot(a.value - a.low, b.high - b.value), gapHigh: gap + Math.hypot(a.high - a.value, b.value - b.low) }
}
