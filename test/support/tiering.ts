import type { AssessmentInput, Level } from '../../shared/contract/assessment.ts'
import { tieringDimension, type TieringDimension } from '../../shared/contract/tiering.ts'
import { assess, type Questionnaire } from '../../shared/assessing.ts'
import { builtIn } from '../../electron/domain/policies/service.ts'
import { loadEuLookups } from '../../electron/platform/eu-ai-act.ts'

/** The questions of the policy that comes with the product. */
export const questions: Questionnaire = { tiering: builtIn('tiered').tiering, eu: loadEuLookups() }

export const levelsOf = (levels: Partial<Record<TieringDimension, Level>> = {}): Record<TieringDimension, Level> =>
  Object.fromEntries(tieringDimension.options.map((dimension) => [dimension, levels[dimension] ?? 0])) as Record<TieringDimension, Level>

/** Complete answers; everything that is not named is at level 0 and outside every list. */
export function answers(levels: Partial<Record<TieringDimension, Level>> = {}, { eu, ...rest }: Partial<Omit<AssessmentInput, 'eu'>> & { eu?: Partial<AssessmentInput['eu']> } = {}): AssessmentInput {
  const given = Object.entries(levelsOf(levels)).map(([dimension, level]) => [dimension, { level, reason: `because of ${dimension}` }])
  return {
    useCase: 'U-2',
    answers: Object.fromEntries(given) as AssessmentInput['answers'],
    facts: [],
    ...rest,
    eu: { scope: 'inside', roles: ['deployer'], prohibited: [], annexI: [], annexIII: [], profiling: false, exemption: null, transparency: [], reason: 'read with counsel', ...eu },
  }
}

export const sentencesOf = (input: AssessmentInput): string[] => assess(input, questions).problems.map(({ sentence }) => sentence)
