import { missingTokens } from '../../../platform/data-source.ts'
import type { KindOfCheck } from '../kinds.ts'
import { type FairnessCounts, type FairnessFacts, toQuestion } from './facts.ts'
import { refuseRoles, refuseSettings, refuseThresholds, refuseValues } from './input-rules.ts'
import { toDefaultThresholds } from './metrics.ts'
import { toFairnessResult } from './result.ts'

export const fairnessKind: KindOfCheck<'fairness', FairnessFacts, FairnessCounts> = {
  title: 'Fairness check',
  toSettings({ thresholds, minimumGroup, missing = [], task = 'binary', mode = 'point', resamples = 1_000, seed = 1, ...choices }) {
    const tokens = [...new Set([...missingTokens, ...missing.map((token) => token.trim())])]
    const chosen = { ...present(choices), columns: present(choices.columns) }
    const judged = thresholds ?? toDefaultThresholds({ task, ...chosen })
    return { ...chosen, task, thresholds: judged, minimumGroup, minimumDenominator: minimumGroup, confidence: 0.95, mode, resamples, seed, missing: tokens }
  },
  toChoices: ({ minimumDenominator: _minimum, confidence: _confidence, missing, ...choices }) => ({ ...choices, missing: missing.filter((token) => !missingTokens.includes(token)) }),
  refuseSettings(settings) {
    refuseSettings(settings)
    refuseThresholds(settings)
    refuseRoles(toQuestion(settings))
  },
  refuseFacts: (facts, settings) => refuseValues(facts, toQuestion(settings)),
  toResult: ({ settings, facts, engine, counts }) => toFairnessResult({ settings, inputs: facts.inputs, engine, rows: facts.rows, counts }),
  toScope: ({ columns }) => columns.groups,
}

/** Without what was left open: stored settings name only what there is. */
const present = <T extends object>(choices: T): T => Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined)) as T
