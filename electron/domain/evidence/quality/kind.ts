import { missingTokens } from '../../../platform/data-source.ts'
import type { KindOfCheck } from '../kinds.ts'
import type { QualityCounts, QualityFacts } from './counts.ts'
import { refuseFacts, refuseSettings } from './input-rules.ts'
import { toQualityResult } from './result.ts'

/** Ways to write that there is no value, beside those that every check knows. */
const disguises = ['NONE', 'NIL', '#N/A', '#NULL!', 'N.A.', '-', '--', '.']

export const qualityKind: KindOfCheck<'quality', QualityFacts, QualityCounts> = {
  title: 'Data quality check',
  toSettings: ({ missing, ...choices }) => ({ ...choices, missing: [...new Set([...missingTokens, ...disguises, ...missing])] }),
  toChoices: ({ missing, ...choices }) => ({ ...choices, missing: missing.filter((token) => !missingTokens.includes(token) && !disguises.includes(token)) }),
  refuseSettings,
  refuseFacts,
  toResult: ({ settings, facts, engine, counts }) => toQualityResult({ settings, inputs: facts.inputs, rows: facts.rows, engine, counts }),
  toScope: ({ label, rules }) => [
    'profile',
    ...(label === null ? [] : [`label ${label}`]),
    ...(rules.length === 0 ? [] : [`${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}`]),
  ],
}
