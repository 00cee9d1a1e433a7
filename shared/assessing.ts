import type { Assessed, AssessmentInput, AssessmentPreview, AssessmentProblem, EuAnswers, EuLookups } from './contract/assessment.ts'
import type { PolicyRef } from './contract/policies.ts'
import { type Tiering, tieringDimension } from './contract/tiering.ts'
import { classifyEu, euFactIds, factsOfEu, findEuProblems, followsFromEu } from './eu-ai-act.ts'
import { computeTier, type Levels } from './tiering.ts'
import { dimensionTitles } from './tiering-words.ts'

/** The questions of one policy and the points of one edition of the lookups. */
export interface Questionnaire {
  tiering: Tiering
  eu: EuLookups
}

/** What answers come to, as far as they are given: the same on the screen while they are typed and where they are recorded. */
export function assess(input: Omit<AssessmentInput, 'useCase'>, questionnaire: Questionnaire): Omit<AssessmentPreview, 'changes'> {
  const { tiering, eu: lookups } = questionnaire
  const eu = toEuAnswers(input.eu)
  const facts = factsThatHold(input, tiering)
  const levels = toLevels(input.answers)
  const banned = eu && eu.scope === 'inside' && eu.prohibited.length > 0 ? [{ id: euFactIds.prohibited, text: 'A practice that Article 5 of the EU AI Act prohibits' }] : []
  return {
    outcome: levels && computeTier(tiering, levels, facts, banned),
    euClass: eu && classifyEu(eu, lookups),
    facts,
    problems: [...answerProblems(input.answers, tiering), ...factProblems(input, tiering), ...findEuProblems(input.eu, lookups)],
  }
}

/** What is recorded; null while anything keeps the answers from it. */
export function toAssessed(input: AssessmentInput, policy: PolicyRef, questionnaire: Questionnaire): Assessed | null {
  const { outcome, euClass, facts, problems } = assess(input, questionnaire)
  const eu = toEuAnswers(input.eu)
  if (!outcome || !euClass || !eu || problems.length > 0) return null
  const answers = questionnaire.tiering.dimensions.map(({ id, levels }) => {
    const { level, reason } = input.answers[id]!
    return { dimension: id, level: level!, text: levels[level!]!.text, reason }
  })
  return { useCase: input.useCase, policy, answers, facts, eu, outcome, euClass }
}

/** The same answers, to begin the next assessment with. */
export function toAssessmentInput({ useCase, answers, facts, eu }: Assessed): AssessmentInput {
  return {
    useCase,
    answers: Object.fromEntries(answers.map(({ dimension, level, reason }) => [dimension, { level, reason }])),
    facts: facts.filter((fact) => !followsFromEu(fact)),
    eu,
  }
}

const toEuAnswers = ({ scope, ...rest }: AssessmentInput['eu']): EuAnswers | null => (scope === null ? null : { scope, ...rest })

function toLevels(answers: AssessmentInput['answers']): Levels | null {
  const known = tieringDimension.options.map((dimension) => [dimension, answers[dimension]?.level ?? null] as const)
  return known.every(([, level]) => level !== null) ? (Object.fromEntries(known) as Levels) : null
}

/** Facts of the policy that were ticked or follow from the answers about the EU AI Act, in the policy's order. */
function factsThatHold({ facts, eu }: Pick<AssessmentInput, 'facts' | 'eu'>, { forced, notAllowed }: Tiering): string[] {
  const hold = new Set([...facts.filter((fact) => !followsFromEu(fact)), ...factsOfEu(eu)])
  return [...forced, ...notAllowed].map(({ id }) => id).filter((id) => hold.has(id))
}

function answerProblems(answers: AssessmentInput['answers'], { dimensions }: Tiering): AssessmentProblem[] {
  return dimensions.flatMap(({ id, question }) => {
    const given = answers[id]
    if (given?.level === undefined || given.level === null) return [{ at: id, sentence: `Answer the question on ${dimensionTitles[id]}: ${question}` }]
    return given.reason === '' ? [{ at: id, sentence: `Give the reason for the answer on ${dimensionTitles[id]}.` }] : []
  })
}

function factProblems({ facts, eu }: Pick<AssessmentInput, 'facts' | 'eu'>, { forced, notAllowed }: Tiering): AssessmentProblem[] {
  const known = [...forced, ...notAllowed].map(({ id }) => id)
  const implied = factsOfEu(eu)
  return facts
    .filter((fact) => !implied.includes(fact))
    .flatMap((fact) => {
      if (followsFromEu(fact)) return [{ at: 'facts', sentence: `“${fact}” follows from the answers about the EU AI Act: give the point there.` }]
      return known.includes(fact) ? [] : [{ at: 'facts', sentence: `The policy knows no fact “${fact}”. It knows: ${known.filter((id) => !followsFromEu(id)).join(', ')}.` }]
    })
}
