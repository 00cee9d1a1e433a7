import { missingTokens } from '../../../platform/data-source.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { KindOfCheck } from '../kinds.ts'
import type { ColumnCounts, DriftFacts } from './facts.ts'
import { refuseDriftFacts, refuseDriftSettings } from './input-rules.ts'
import { profiles } from './profiles.ts'
import { toDriftResult } from './result.ts'

export const driftKind: KindOfCheck<'drift', DriftFacts, ColumnCounts[]> = {
  title: 'Drift check',
  toSettings: ({ profile, thresholds, driftShare, ...choices }) => {
    const parameters = structuredClone(profiles[profile])
    if (thresholds !== undefined && parameters.judging.by !== 'thresholds') throw new AppError('BAD_INPUT', `The profile ${profile} brings its own limits; leave the thresholds out, or take the profile countersign.`)
    const judging = thresholds === undefined ? parameters.judging : { by: 'thresholds' as const, thresholds }
    return { ...choices, ...parameters, judging, driftShare: driftShare ?? parameters.driftShare, significance: 0.05, missing: [...missingTokens] }
  },
  toChoices: ({ method, judging, driftShare, significance: _significance, missing: _missing, ...choices }) => ({
    ...choices,
    profile: method.profile,
    ...(judging.by === 'thresholds' && { thresholds: judging.thresholds }),
    ...(driftShare !== null && { driftShare }),
  }),
  refuseSettings: refuseDriftSettings,
  refuseFacts: refuseDriftFacts,
  toResult: ({ settings, facts, engine, counts }) => toDriftResult(settings, facts, engine, counts),
  toScope: ({ columns, label, prediction }) => columns ?? ['all columns', ...(label === null ? [] : [label]), ...(prediction === null ? [] : [prediction])],
}
