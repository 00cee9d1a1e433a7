import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AssessmentInput } from '../../../../shared/contract/assessment.ts'
import { assess, toAssessed } from '../../../../shared/assessing.ts'
import { changesBetween } from '../../../../shared/tiering-words.ts'
import { useDraft } from '../../../api/draft.ts'
import { useApi } from '../../../api/provider.tsx'

type Eu = AssessmentInput['eu']

/** The answers as far as they are typed, kept over a reload, and what they come to. */
export function useAnswers(questions: Questions) {
  const api = useApi()
  const { start } = questions
  const [draft, setDraft, forget] = useDraft<AssessmentInput | null>(`assess.${start.useCase}`, null)
  const newest = useQuery(api.catalog.assessments.queryOptions({ input: { id: start.useCase } })).data?.[0]
  const input = draft ?? start
  // Texts are recorded without white space around them: an answer of blanks is none.
  const told = useMemo(() => trimmed(input), [input])
  const outcome = useMemo(() => assess(told, questions), [told, questions])
  const whole = useMemo(() => toAssessed(told, questions.policy, questions), [told, questions])
  const patch = (part: Partial<AssessmentInput>) => setDraft({ ...input, ...part })
  return {
    input,
    told,
    outcome,
    complete: whole !== null,
    changes: whole && newest ? changesBetween(newest, whole) : [],
    began: newest !== undefined,
    answer(dimension: keyof AssessmentInput['answers'], part: Partial<NonNullable<AssessmentInput['answers'][typeof dimension]>>) {
      patch({ answers: { ...input.answers, [dimension]: { level: null, reason: '', ...input.answers[dimension], ...part } } })
    },
    patch,
    patchEu: (part: Partial<Eu>) => patch({ eu: { ...input.eu, ...part } }),
    forget,
  }
}

export type Answers = ReturnType<typeof useAnswers>
export type Questions = Awaited<ReturnType<ReturnType<typeof useApi>['catalog']['questionnaire']['call']>>

function trimmed({ answers, eu, ...input }: AssessmentInput): AssessmentInput {
  const said = Object.entries(answers).map(([dimension, answer]) => [dimension, { ...answer, reason: answer.reason.trim() }])
  return {
    ...input,
    answers: Object.fromEntries(said) as AssessmentInput['answers'],
    eu: { ...eu, reason: eu.reason.trim(), exemption: eu.exemption && { ...eu.exemption, reason: eu.exemption.reason.trim() } },
  }
}
