import type { Role } from '../../../shared/contract/identity.ts'
import type { Policy, Signer, TierDemands } from '../../../shared/contract/policies.ts'
import type { Bundle, Gap, StatementInput } from '../../../shared/contract/reviews.ts'
import type { Delegation } from '../../../shared/contract/delegations.ts'
import type { RanCheck } from '../evidence/service.ts'
import type { Alert } from './alerts.ts'
import type { ObservationRow } from './artefacts/store.ts'
import type { ChallengeRow } from './challenges/store.ts'
import type { ConditionRow } from './conditions/store.ts'
import type { FindingRow } from './findings/store.ts'
import type { DecisionRow, MoveRow, ReviewRow } from './store.ts'
import type { Suspension } from './suspensions.ts'
import type { Brought } from './validation-evidence.ts'
import type { WaiverRow } from './waivers/store.ts'

/** What stands open around a request and keeps it from being decided. */
export interface OpenItems {
  /** Names of findings that are open, by severity. */
  critical: readonly string[]
  high: readonly string[]
  /** High findings for which an open condition names a compensating control. */
  highCovered: readonly string[]
  challenges: readonly string[]
  /** Challenges that were disagreed about and that no approver decided yet. */
  escalated: readonly string[]
  /** Areas that the tier wants challenged and nobody did. */
  unchallenged: readonly string[]
  /** Conditions of the approval that are not met. */
  conditions: readonly string[]
  /** What suspended the approval and is not resolved. */
  causes: readonly string[]
}

/** Everything that rules decide on. Read from records by readers.ts, and again from entries by verification. */
export interface ReviewFacts {
  review: ReviewRow
  /** What is frozen, or in a draft what would be. */
  bundle: Bundle
  policy: Policy
  demands: TierDemands
  /** Signatures on all revisions, in order. */
  decisions: readonly DecisionRow[]
  conditions: readonly ConditionRow[]
  /** Findings on the version, closed ones too. */
  findings: readonly FindingRow[]
  /** Waivers for the version, whatever became of them. */
  waivers: readonly WaiverRow[]
  challenges: readonly ChallengeRow[]
  /** What the program saw where the artefact of the version lies, in order. */
  observations: readonly ObservationRow[]
  /** Checks that failed since the approval and that no later one answered; none where the tier gives no days for that. */
  alerts: readonly Alert<RanCheck>[]
  /** When the approval was last let go on after a suspension; null: never. */
  liftedAt: string | null
  /** The newest move; null before the first. */
  lastMove: MoveRow | null
  /** Authors of the version and of its evidence. */
  authors: readonly string[]
  /** Who answers for the model. */
  owner: string
  /** Demands of the tier that the evidence of the version does not meet, apart from what validation itself brings. */
  gaps: readonly Gap[]
  /** The same for what validation brings. */
  validationGaps: readonly ValidationGap[]
  /** Reports and declarations of validators that count for the version now. */
  brought: readonly Brought[]
  /** Why the frozen evidence is not that of the version any more, or null. */
  changed: string | null
  items: OpenItems
  /** What suspends the approval by itself, whether an entry says so yet or not; the oldest first. */
  due: readonly Suspension[]
  /** Why the use itself is not allowed, or null. */
  prohibited: string | null
  /** A newer approval of the same model for the same use, or null. */
  newer: string | null
  /** Why the record of the end of use is not complete, or null. */
  notDecommissioned: string | null
  now: Date
}

export interface ValidationGap extends Gap {
  /** The record that meets the demand but for a signature; null where more is wrong. */
  unsigned: string | null
}

/** A person who would act. */
export interface Candidate {
  email: string
  roles: readonly Role[]
  /** Whom they may sign for by delegation. */
  standsFor?: readonly StandsFor[]
}

/** Somebody whom a person may sign for now, and within what. */
export interface StandsFor extends Pick<Delegation, 'meanings' | 'model' | 'until'> {
  delegation: string
  email: string
  name: string
  roles: readonly Role[]
}

/** What a person adds to their act, as far as rules look at it. */
export type Terms = Omit<StatementInput, 'act'>

/** Kinds of evidence that validation and review bring: they may come after the freeze. */
export const broughtByReview: readonly string[] = ['validation_report', 'challenge_entry', 'independence_declaration', 'approval', 'signature', 'finding', 'condition', 'waiver']

export const current = ({ review, decisions }: Pick<ReviewFacts, 'review' | 'decisions'>): DecisionRow[] => decisions.filter(({ revision }) => revision === review.revision)

/** Who signed in one of the tier's places, on this revision. */
export const filledBy = (facts: Pick<ReviewFacts, 'review' | 'decisions'>, slot: number): DecisionRow[] => current(facts).filter((one) => one.slot === slot)

export const isFilled = (facts: Pick<ReviewFacts, 'review' | 'decisions' | 'demands'>, slot: number): boolean => filledBy(facts, slot).length >= facts.demands.signers[slot]!.min

/** Places of the tier with these meanings, with their numbers. */
export function slotsOf({ demands }: Pick<ReviewFacts, 'demands'>, ...meanings: Signer['meaning'][]): { slot: number; asked: Signer }[] {
  return demands.signers.map((asked, slot) => ({ slot, asked })).filter(({ asked }) => meanings.includes(asked.meaning))
}
