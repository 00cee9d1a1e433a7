import type { UseCase } from '../../../shared/contract/catalog.ts'

/** What each tier says, so that a person can choose one without the manual. */
export const tierMeanings: Record<UseCase['tier'], string> = {
  1: 'decides about people’s rights, health, safety or livelihood, or can not be undone',
  2: 'weighs on decisions about people, such as credit, work or housing, with a person in between',
  3: 'affects people or money in a limited way that can be put right',
  4: 'internal, no effect on people outside',
}
