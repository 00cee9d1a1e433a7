import { missingTokens } from '../../../platform/data-source.ts'
import type { KindOfCheck } from '../kinds.ts'
import type { FairnessCell, FairnessFacts } from './facts.ts'
import { toQuestion } from './facts.ts'
import { refuseRoles, refuseThresholds, refuseValues } from './input-rules.ts'
import { toFairnessResult } from './result.ts'

export const fairnessKind: KindOfCheck<'fairness', FairnessFacts, FairnessCell[]> = {
  title: 'Fairness check',
  toSettings: ({ columns, thresholds, minimumGroup }) => ({
    columns,
    thresholds,
    minimumGroup,
    minimumDenominator: minimumGroup,
    confidence: 0.95,
    missing: [...missingTokens],
  }),
  refuseSettings(settings) {
    refuseThresholds(settings.thresholds)
    refuseRoles(settings.columns)
  },
  refuseFacts: (facts, settings) => refuseValues(facts, toQuestion(settings)),
  toResult: ({ settings, facts, engine, counts }) => toFairnessResult({ settings, inputs: facts.inputs, engine, rows: facts.rows, cells: counts }),
  toScope: ({ columns }) => columns.groups,
}
