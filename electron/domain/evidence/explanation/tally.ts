import type { ExplanationSettings } from '../../../../shared/contract/evidence.ts'
import type { CountCheck } from '../counting.ts'
import type { ExplanationCounts, ExplanationFacts } from './facts.ts'
import { tallyImported } from './tally-imported.ts'
import { tallyPermutation } from './tally-permutation.ts'

export const tallyExplanation: CountCheck<ExplanationSettings, ExplanationFacts, ExplanationCounts> = (session, settings, progress) =>
  settings.source === 'imported' ? tallyImported(session, settings, progress) : tallyPermutation(session, settings, progress)
