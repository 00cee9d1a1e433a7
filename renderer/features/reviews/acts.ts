import type { Permission, PlainAct, SignedAct, StatementInput } from '../../../shared/contract/reviews.ts'
import { actStates, isSigned, signedActs } from '../../../shared/review-acts.ts'
import type { RequestState } from '../../../shared/review-machine.ts'

/** What a person chooses to do: an act, or one of its two outcomes where it has two. */
export type Choice = SignedAct | PlainAct | 'approve_with_conditions' | 'lift_with_conditions'

/** What a choice adds to the text beside what the request says; each is a field of the form. */
export type Field = 'conflict' | 'conclusion' | 'scope' | 'conditions' | 'reasonCodes' | 'reason' | 'needed'

interface ChoiceWords {
  /** Where it is chosen. */
  readonly title: string
  /** On the button that does it. */
  readonly button: string
  readonly asks: readonly Field[]
  /** May be left empty. */
  readonly optional?: readonly Field[]
  /** True for what takes something away. */
  readonly danger?: boolean
}

export const choiceWords: Record<Choice, ChoiceWords> = {
  submit: { title: 'Submit', button: 'Sign and submit', asks: ['conflict'] },
  validate: { title: 'Validate', button: 'Sign validation', asks: ['conclusion', 'reason'], optional: ['reason'] },
  review: { title: 'Endorse', button: 'Sign review', asks: [] },
  verify: { title: 'Verify', button: 'Sign verification', asks: [] },
  approve: { title: 'Approve', button: 'Sign approval', asks: ['scope'], optional: ['scope'] },
  approve_with_conditions: { title: 'Approve with conditions', button: 'Sign approval with conditions', asks: ['conditions', 'scope'], optional: ['scope'] },
  reject: { title: 'Reject', button: 'Sign rejection', asks: ['reasonCodes', 'reason', 'needed'], danger: true },
  settle: { title: 'Conditions are met', button: 'Sign that all conditions are met', asks: [] },
  lift: { title: 'Lift the suspension', button: 'Sign the lifting', asks: ['reason'] },
  lift_with_conditions: { title: 'Lift with conditions', button: 'Sign the lifting with conditions', asks: ['reason', 'conditions'] },
  revoke: { title: 'Revoke', button: 'Sign revocation', asks: ['reason'], danger: true },
  retire: { title: 'Retire', button: 'Sign retirement', asks: ['reason'], optional: ['reason'] },
  return: { title: 'Ask for changes', button: 'Ask for changes', asks: ['reason'] },
  withdraw: { title: 'Withdraw', button: 'Withdraw', asks: ['reason'], danger: true },
  suspend: { title: 'Suspend', button: 'Suspend', asks: ['reason'], danger: true },
  revise: { title: 'Begin a new revision', button: 'Begin a new revision', asks: ['reason'] },
}

const order = Object.keys(choiceWords) as Choice[]

export const actOf = (choice: Choice): SignedAct | PlainAct => (choice === 'approve_with_conditions' ? 'approve' : choice === 'lift_with_conditions' ? 'lift' : choice)

const plain: readonly string[] = ['return', 'withdraw', 'suspend', 'revise'] satisfies PlainAct[]
export const isPlain = (choice: Choice): choice is PlainAct => plain.includes(choice)

/**
 * What this person may do now, for before against and both before what only ends the request. `elsewhere`: the request is of another
 * workspace, where conditions are agreed on and kept.
 */
export function toChoices(permissions: readonly Permission[], elsewhere = false): Choice[] {
  const allowed = new Set(permissions.filter((one) => one.allowed).map(({ act }) => act))
  return order.filter((choice) => allowed.has(actOf(choice)) && !(elsewhere && choiceWords[choice].asks.includes('conditions')))
}

/** Acts by which somebody fills a place of the tier: the request waits for them. */
export const isAskedFor = (choice: Choice): boolean => isSigned(choice as SignedAct) && signedActs[choice as SignedAct].fills

/** A choice is made beforehand only where nothing else can be done and the request asks for it: no decision is suggested. */
export const onlyChoice = (choices: readonly Choice[]): Choice | null => (choices.length === 1 && isAskedFor(choices[0]!) ? choices[0]! : null)

export interface Refusal {
  title: string
  why: string
}

/** What this person may not do: first what is possible in this state, then what never is in it. */
export function toRefusals(permissions: readonly Permission[], state: RequestState): { now: Refusal[]; later: Refusal[] } {
  const refused = permissions.filter((one) => !one.allowed)
  const told = ({ act, why }: Permission): Refusal => ({ title: choiceWords[act].title, why })
  const possible = ({ act }: Permission) => actStates[act].includes(state)
  return { now: refused.filter(possible).map(told), later: refused.filter((one) => !possible(one)).map(told) }
}

/** What is typed for a choice. */
export type Terms = Required<Pick<StatementInput, 'reason' | 'reasonCodes' | 'needed' | 'conflict' | 'scope' | 'conditions'>> & { conclusion: StatementInput['conclusion'] | null }

export const noTerms: Terms = { reason: '', reasonCodes: [], needed: '', conflict: '', scope: '', conditions: [], conclusion: null }

const fieldNames: Record<Field, string> = {
  conflict: 'what could sway you',
  conclusion: 'the conclusion',
  scope: 'the scope',
  conditions: 'each condition: what, by whom, by when, shown by what',
  reasonCodes: 'at least one reason of the policy',
  reason: 'the reason',
  needed: 'what a new submission needs',
}

/** What is still to be filled in before there is a text to sign, in words. */
export function toMissing(choice: Choice, terms: Terms): string[] {
  const { asks, optional = [] } = choiceWords[choice]
  return asks.filter((field) => !optional.includes(field) && isEmpty(field, terms)).map((field) => fieldNames[field])
}

function isEmpty(field: Field, terms: Terms): boolean {
  if (field === 'conditions') return terms.conditions.length === 0 || terms.conditions.some(({ text, owner, due, expects }) => [text, owner, due, expects].some((value) => value.trim() === ''))
  const value = terms[field]
  return value === null || value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0)
}

/** What the core is asked for: only the fields of this choice, without those that are empty. */
export function toStatementInput(choice: Choice, terms: Terms): StatementInput {
  const { asks } = choiceWords[choice]
  const given = asks.filter((field) => !isEmpty(field, terms)).map((field) => [field, terms[field]])
  return { act: actOf(choice) as SignedAct, ...(Object.fromEntries(given) as Omit<StatementInput, 'act'>) }
}
