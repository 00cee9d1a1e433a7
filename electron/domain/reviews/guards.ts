import { plural } from '../../../shared/counts.ts'
import type { Guard } from '../../../shared/review-machine.ts'
import { isLetOff } from './waivers/rules.ts'
import { signedByValidation } from './validation-evidence.ts'
import { current, filledBy, isFilled, slotsOf, type Candidate, type ReviewFacts, type Terms } from './facts.ts'

/** What is looked at: the facts, who acts (nobody where the program does) and what they add. */
export interface Trial {
  facts: ReviewFacts
  person: Candidate | null
  terms: Terms
}

const when = (wrong: boolean, sentence: string): string | null => (wrong ? sentence : null)

/** Each guard of shared/review-machine.ts: null where it holds, otherwise a sentence on why not. */
export const guards: Readonly<Record<Guard, (trial: Trial) => string | null>> = {
  authorship_recorded: ({ facts }) => when(facts.authors.length === 0, 'Nobody is recorded as author of this version.'),
  conflict_declared: ({ facts, terms }) => when(slotsOf(facts, 'responsibility').length > 0 && !terms.conflict, 'Say whether anything could sway you: “none” is an answer.'),
  use_allowed: ({ facts }) => facts.prohibited,
  required_evidence_missing: ({ facts }) => when(facts.gaps.length === 0, 'All evidence that the policy demands is there.'),
  required_evidence_present: ({ facts }) => when(facts.gaps.length > 0, `The policy demands evidence that is missing: ${facts.gaps.map(({ why }) => why).join(' ')}`),
  tier_needs_validation: ({ facts }) => when(slotsOf(facts, 'validation').length === 0, 'This tier asks for no validation.'),
  tier_skips_validation: ({ facts }) => when(slotsOf(facts, 'validation').length > 0, 'This tier asks for a validation first.'),
  reason_given: ({ terms }) => when(!terms.reason, 'It needs a reason: say what is wrong and what to do.'),
  validation_report_complete: (trial) => {
    const open = toValidationGaps(trial)
    return when(open.length > 0, open.map(({ why }) => why).join(' '))
  },
  evidence_still_met: ({ facts }) => {
    const open = [...facts.gaps, ...(slotsOf(facts, 'validation').length > 0 ? facts.validationGaps : [])]
    return when(open.length > 0, `What the policy demands was there at the submission and is not any more: ${open.map(({ why }) => why).join(' ')} Ask for changes, so that a new revision is submitted, or have it waived.`)
  },
  challenges_disposed: ({ facts: { items } }) =>
    when(items.challenges.length > 0, `${plural(items.challenges.length, 'challenge')} still open: ${items.challenges.join(', ')}. Only whoever raised one closes it.`) ??
    when(items.unchallenged.length > 0, `Nothing was challenged yet about: ${items.unchallenged.join(', ')}. The tier asks for at least one challenge in each area.`),
  disagreements_decided: ({ facts: { items } }) => when(items.escalated.length > 0, `A challenge was disagreed about: ${items.escalated.join(', ')}. An approver decides it with both texts in sight first.`),
  all_required_reviews_signed: ({ facts }) => missing(facts, 'review', 'verification'),
  no_open_critical_finding: ({ facts: { items } }) => when(items.critical.length > 0, `A critical finding is open: ${items.critical.join(', ')}. It blocks every approval until it is closed on evidence.`),
  no_open_high_finding: ({ facts: { items } }) =>
    when(items.high.length > 0, `A finding of severity high is open: ${items.high.join(', ')}. Approve with a condition that names a compensating control, or have it closed.`),
  required_signers_met: ({ facts }) => missing(facts, 'responsibility', 'validation', 'review', 'verification', 'approval'),
  separation_ok: ({ facts }) => findUnseparated(facts),
  bundle_unchanged: ({ facts }) => facts.changed,
  conditions_complete: ({ facts, terms }) => findIncomplete(facts, terms),
  needed_for_resubmission_given: ({ terms }) => when(!terms.needed, 'Say what a new submission would need.') ?? when((terms.reasonCodes ?? []).length === 0, 'Choose at least one reason code.'),
  all_conditions_met: ({ facts: { items } }) => when(items.conditions.length > 0, `${plural(items.conditions.length, 'condition')} not met yet: ${items.conditions.join(', ')}.`),
  cause_resolved: ({ facts: { items } }) => when(items.causes.length > 0, `What suspended it is not resolved: ${items.causes.join(' ')}`),
  cause_mitigated: ({ terms }) => when(!terms.reason, 'Say how the cause is kept in check.'),
  second_person: ({ facts, person }) => when(lastMover(facts) === person?.email, 'You suspended it; somebody else lifts it.'),
  expiry_passed: ({ facts: { review, now } }) => when(review.expiresAt === null || review.expiresAt > now.toISOString(), 'Its validity has not ended.'),
  newer_approval_same_use: ({ facts }) => when(facts.newer === null, 'No newer version is approved for the same use.'),
  decommission_record_complete: ({ facts }) => facts.notDecommissioned,
}

/** The first guard that does not hold, as a sentence; null where all do. */
export function firstRefusal(names: readonly Guard[], trial: Trial): string | null {
  for (const name of names) {
    const why = guards[name](trial)
    if (why !== null) return why
  }
  return null
}

/** The signature on the validation is the one that its report waits for: whoever gives it is not asked for it beforehand. */
function toValidationGaps({ facts, person, terms }: Trial) {
  const signs = person && signedByValidation(facts.brought, [person.email, ...(terms.onBehalfOf === undefined ? [] : [terms.onBehalfOf])]).map(({ id }) => id)
  return facts.validationGaps.filter(({ unsigned }) => unsigned === null || (signs !== null && !signs.includes(unsigned)))
}

function missing(facts: ReviewFacts, ...meanings: Parameters<typeof slotsOf>[1][]): string | null {
  const open = slotsOf(facts, ...meanings).filter(({ slot }) => !isFilled(facts, slot))
  return when(open.length > 0, `Missing: ${[...new Set(open.map(({ asked }) => `${asked.meaning} signature`))].join(' and ')}.`)
}

/** SOD1, SOD2, SOD4 and one signature a person, told from who signed and who made what. */
function findUnseparated(facts: ReviewFacts): string | null {
  const signed = current(facts).filter(({ slot }) => slot !== null)
  // Whoever was stood in for has signed as well.
  const twice = signed.find((one, at) => signed.slice(0, at).some((other) => peopleOf(other).some((email) => peopleOf(one).includes(email))))
  if (twice) return `${twice.name} signed twice, or for somebody who signed as well; each signature must come from another person.`
  for (const { slot, asked } of slotsOf(facts, 'responsibility', 'validation', 'review', 'verification', 'approval')) {
    const author = filledBy(facts, slot).find(({ email, onBehalfOf }) => isBarred(facts, asked, email) || (onBehalfOf !== null && isBarred(facts, asked, onBehalfOf)))
    if (author) return `${author.name} signed a ${asked.meaning} and is an author of this version or of its evidence.`
  }
  const approvals = signed.filter(({ meaning }) => meaning === 'approval')
  const onlyOwner = facts.policy.separation.ownerNotOnlyApproval && approvals.length > 0 && approvals.every((one) => peopleOf(one).includes(facts.owner)) && !isLetOff(facts.waivers, 'owner_not_only_approval', facts.owner, facts.now.toISOString())
  return when(onlyOwner, 'The owner of the model gave the only approval; another person has to approve as well.')
}

const peopleOf = ({ email, onBehalfOf }: { email: string; onBehalfOf: string | null }): string[] => (onBehalfOf === null ? [email] : [email, onBehalfOf])

/** Whether what somebody made keeps them from this place. Only a validation may be let off that, by a waiver that is live. */
export function isBarred({ authors, policy, waivers, now }: Pick<ReviewFacts, 'authors' | 'policy' | 'waivers' | 'now'>, asked: { meaning: string; independent: boolean }, email: string): boolean {
  const independent = asked.independent || asked.meaning === 'approval' || (asked.meaning === 'validation' && policy.separation.validatorNotAuthor)
  const letOff = asked.meaning === 'validation' && isLetOff(waivers, 'validator_not_author', email, now.toISOString())
  return independent && authors.includes(email) && !letOff
}

/** Every open high finding needs a condition with a compensating control; every condition an owner and a day to come. */
function findIncomplete({ items, now }: ReviewFacts, { conditions = [] }: Terms): string | null {
  if (conditions.length === 0) return 'Name at least one condition: what has to be done, by whom, by when.'
  const late = conditions.find(({ due }) => due <= now.toISOString().slice(0, 10))
  if (late) return `The condition “${late.text}” is due on ${late.due}, which is not in the future.`
  const covered = new Set([...items.highCovered, ...conditions.filter(({ control }) => control !== null).map(({ finding }) => finding)])
  const bare = items.high.filter((finding) => !covered.has(finding))
  return when(bare.length > 0, `A finding of severity high can pass only as a condition with a compensating control: ${bare.join(', ')}.`)
}

/** Whoever brought the request into its state last, where a person did. */
function lastMover({ review, lastMove }: ReviewFacts): string | null {
  return lastMove?.seq === review.movedSeq && lastMove.by === 'person' ? lastMove.actor : null
}
