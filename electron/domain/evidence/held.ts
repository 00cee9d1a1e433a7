import { createHash } from 'node:crypto'
import { toCanonical } from '../../tlog/canonical.ts'
import type { Declared, Settings } from './kinds.ts'

/** What one check is evidence of, as told from its declaration: no result has to be opened for it. */
export interface HeldKind {
  kind: string
  /** Required fields of the kind that a check of these settings leaves to people. */
  missing: string[]
  coversSegments: boolean | null
  measures: string[]
}

/** A later check of the same version with the same settings takes the place of an earlier one. */
export const settingsDigest = ({ check, settings, inputs }: Declared): string =>
  createHash('sha256').update(toCanonical({ check, settings, roles: inputs.map(({ role }) => role) })).digest('hex')

export function toHeld(declared: Declared): HeldKind[] {
  const roles = declared.inputs.map(({ role }) => role)
  switch (declared.check) {
    case 'fairness':
      return [ofFairness(declared.settings)]
    case 'performance':
      return ofPerformance(declared.settings, roles)
    case 'quality':
      return ofQuality(declared.settings, roles)
    case 'drift':
      return [held('drift_check', [])]
    case 'explanation':
      return [held('explainability_report', declared.settings.source === 'permutation' ? ['local_examples', 'plausibility_review'] : ['plausibility_review'])]
  }
}

const held = (kind: string, missing: string[], more: Partial<HeldKind> = {}): HeldKind => ({ kind, missing, coversSegments: null, measures: [], ...more })

const unless = (there: boolean, ...fields: string[]): string[] => (there ? [] : fields)

/** Combined groups are always counted where there is more than one column, and unknown groups where rows are read. */
function ofFairness({ columns, thresholds, report }: Settings<'fairness'>): HeldKind {
  const audit = report === 'nyc_local_law_144' ? ['unknown_count', columns.decision.kind === 'median' ? 'scoring_rate' : 'selection_rate'] : []
  return held('fairness_check', unless(Object.keys(thresholds).length > 0, 'thresholds'), { coversSegments: true, measures: [...Object.keys(thresholds), ...audit] })
}

function ofPerformance({ thresholds, segments, challenger, model, windows, watched }: Settings<'performance'>, roles: readonly string[]): HeldKind[] {
  const measures = [...new Set([...Object.keys(thresholds), ...watched])]
  const calibrated = measures.some((name) => name === 'ece' || name === 'brier') && model.score !== null
  return [
    held('performance_test', unless(Object.keys(thresholds).length > 0, 'thresholds'), { measures }),
    ...(segments.length > 0 ? [held('segment_performance', [], { coversSegments: true, measures })] : []),
    ...(calibrated ? [held('calibration_check', [...unless(model.cutoff !== null, 'threshold'), 'undecided_rule'], { measures })] : []),
    ...(challenger !== null || roles.includes('challenger') ? [held('challenger_comparison', ['decision'], { measures })] : []),
    ...(windows !== null && roles.includes('reference') ? [held('production_performance', ['label_delay'], { measures })] : []),
  ]
}

/** A person decides whether the data are fit; the numbers come from the check. */
function ofQuality({ rules }: Settings<'quality'>, roles: readonly string[]): HeldKind[] {
  const profile = held('data_quality_profile', unless(rules.length > 0, 'rules_checked', 'rule_results'))
  return roles.includes('benchmark') ? [profile, held('representativeness_check', ['decision'], { coversSegments: true })] : [profile]
}
