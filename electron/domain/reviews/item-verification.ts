import type { Manifest } from '../../../shared/contract/catalog.ts'
import type { EntryKind } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { toWords } from '../../../shared/id-words.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { IdentityReaders } from '../identity/service.ts'
import type { Body } from '../ledger/folds.ts'
import type { StoredEntry } from '../ledger/service.ts'
import type { PolicyReaders } from '../policies/service.ts'
import { whyNotObserved } from './artefacts/rules.ts'
import * as challengeRules from './challenges/rules.ts'
import { toChallengeGround } from './challenges/service.ts'
import { readChallenge } from './challenges/store.ts'
import { whyNotResolve } from './comments/rules.ts'
import { readComment } from './comments/store.ts'
import * as conditionRules from './conditions/rules.ts'
import { toConditionGround } from './conditions/service.ts'
import { readCondition } from './conditions/store.ts'
import { dayOf } from './days.ts'
import { toEnding, toDelegationState, whyNotAccept, whyNotDelegate } from './delegations/rules.ts'
import { readDelegation } from './delegations/store.ts'
import type { ReviewFacts } from './facts.ts'
import * as findingRules from './findings/rules.ts'
import { readFinding, type FindingRow } from './findings/store.ts'
import { numberOf } from './item.ts'
import { toState } from './rules.ts'
import * as waiverRules from './waivers/rules.ts'
import { readWaiver } from './waivers/store.ts'

export interface ItemSources {
  /** Folded up to the entry before the one that is looked at. */
  index: Index
  identity: IdentityReaders
  policies: PolicyReaders
  version: (ref: string) => { authors: readonly string[]; manifestHash: string; manifest: Manifest }
  facts: (review: string) => ReviewFacts
}

type Why = string | null
interface Told<K extends EntryKind> {
  body: Body<K>
  actor: string
  at: string
}
type Judges = { [K in EntryKind]?: (told: Told<K>) => Why }

const gone = 'it speaks of something that is not in the ledger before it.'

/** Holds findings, conditions, waivers, challenges, comments, delegations and looks at artefacts against the rules that guard them. Null where the entry keeps them, or is of another kind. */
export function createItemCheck(sources: ItemSources): (entry: StoredEntry) => Why {
  const judges = { ...findingJudges(sources), ...conditionJudges(sources), ...waiverJudges(sources), ...challengeJudges(sources), ...delegationJudges(sources), ...artefactJudges(sources) } as Record<string, ((told: unknown) => Why) | undefined>
  return ({ kind, body, actor, at }) => judges[kind]?.({ body, actor, at }) ?? null
}

/** Looks the record up and asks; a record that is not there breaks the rule by itself. */
const on = <R>(row: R | undefined, ask: (row: R) => Why): Why => (row === undefined ? gone : ask(row))

function findingJudges({ index, identity, policies, version }: ItemSources): Judges {
  const about = (ref: string) => ({ policy: policies.current().policy, authors: version(ref).authors })
  const ask = (id: string, judge: (row: FindingRow, ground: ReturnType<typeof about>) => Why) => on(readFinding(index, numberOf(id)), (row) => judge(row, about(row.version)))
  return {
    'finding.opened/v1': ({ body, actor, at }) => {
      const [person, ground] = [identity.person(actor), about(body.version)]
      const why = findingRules.whyNotOpen(ground, person)
      if (why !== null) return why
      if (!person.roles.includes(body.openedAs)) return `${actor} does not have the role under which it was opened.`
      const latest = findingRules.toLatestDue(ground.policy, body.severity, dayOf(at))
      const late = body.due === null ? (latest === null ? null : 'it has no date, and the policy gives one.') : findingRules.whyNotDue(body.due, latest, dayOf(at))
      if (late !== null || body.repeats === null) return late
      return on(readFinding(index, numberOf(body.repeats)), (earlier) => (findingRules.isGraver(findingRules.raised(earlier.severity), body.severity) ? 'it repeats a finding and does not weigh one level more.' : null))
    },
    'finding.remediated/v1': ({ body, actor }) => ask(body.finding, (row) => findingRules.whyNotRemediate(row, identity.person(actor))),
    'finding.returned/v1': ({ body, actor }) => ask(body.finding, (row, ground) => findingRules.whyNotReturn(row, ground, identity.person(actor))),
    'finding.closed/v1': ({ body, actor }) => ask(body.finding, (row, ground) => findingRules.whyNotClose(row, ground, identity.person(actor), body.route)),
    'finding.severity.proposed/v1': ({ body, actor }) => ask(body.finding, (row, ground) => findingRules.whyNotRate(row, ground, identity.person(actor), body.to)),
    'finding.severity.declined/v1': ({ body, actor }) => ask(body.finding, (row, ground) => findingRules.whyNotConfirm(row, ground, identity.person(actor))),
    'finding.severity.changed/v1': ({ body, actor }) =>
      ask(body.finding, (row, ground) => {
        if (body.from !== row.severity) return `it says that the severity was ${body.from}; it was ${row.severity}.`
        if (body.proposal === null) return findingRules.isGraver(body.to, row.severity) ? findingRules.whyNotRate(row, ground, identity.person(actor), body.to) : 'it lowers a severity, and no second person proposed that.'
        return row.proposed?.seq === body.proposal && row.proposed.to === body.to ? findingRules.whyNotConfirm(row, ground, identity.person(actor)) : 'it agrees to another severity than the one proposed.'
      }),
    'finding.extended/v1': ({ body, actor }) => ask(body.finding, (row, ground) => findingRules.whyNotExtend(row, ground, identity.person(actor), body.to)),
  }
}

function conditionJudges({ index, identity, facts }: ItemSources): Judges {
  const ask = (id: string, actor: string, judge: (...of: [Parameters<typeof conditionRules.whyNotMeet>[0], Parameters<typeof conditionRules.whyNotMeet>[1], Parameters<typeof conditionRules.whyNotMeet>[2]]) => Why) =>
    on(readCondition(index, numberOf(id)), (row) => judge(row, toConditionGround(facts(`R-${row.review}`), row), identity.person(actor)))
  return {
    'condition.met/v1': ({ body, actor }) => ask(body.condition, actor, conditionRules.whyNotMeet),
    'condition.accepted/v1': ({ body, actor }) => ask(body.condition, actor, conditionRules.whyNotAccept),
    'condition.returned/v1': ({ body, actor }) => ask(body.condition, actor, conditionRules.whyNotJudge),
    'condition.extended/v1': ({ body, actor }) => ask(body.condition, actor, (row, ground, person) => conditionRules.whyNotExtend(row, ground, person, body.to)),
  }
}

function waiverJudges({ index, identity, policies, version }: ItemSources): Judges {
  return {
    'waiver.proposed/v1': ({ body, at }) => waiverRules.whyNotWaive(policies.get(body.policy).policy, body.tier, body, dayOf(at)) ?? (version(body.version).manifestHash === body.manifestHash ? null : 'it names another manifest than that of the version.'),
    'waiver.granted/v1': ({ body, actor, at }) => on(readWaiver(index, numberOf(body.waiver)), (row) => waiverRules.whyNotGrant(row, policies.get(row.policy).policy, identity.person(actor), at)),
    'waiver.closed/v1': ({ body, actor, at }) =>
      on(readWaiver(index, numberOf(body.waiver)), (row) => {
        const [policy, person] = [policies.get(row.policy).policy, identity.person(actor)]
        if (body.how === 'withdrawn') return waiverRules.whyNotWithdraw(row, person, at)
        return body.how === 'ended' ? waiverRules.whyNotEnd(row, policy, person, at) : waiverRules.whyNotRefuse(row, policy, person, at)
      }),
  }
}

function challengeJudges({ index, identity, facts }: ItemSources): Judges {
  const ask = (id: string, actor: string, judge: (...of: Parameters<typeof challengeRules.whyNotAnswer>) => Why) =>
    on(readChallenge(index, numberOf(id)), (row) => judge(row, toChallengeGround(facts(`R-${row.review}`), row, identity), identity.person(actor)))
  return {
    'challenge.raised/v1': ({ body, actor }) => {
      const about = facts(body.review)
      return challengeRules.whyNotRaise({ state: toState(about), authors: about.authors }, identity.person(actor))
    },
    'challenge.answered/v1': ({ body, actor }) => ask(body.challenge, actor, challengeRules.whyNotAnswer),
    'challenge.closed/v1': ({ body, actor }) => ask(body.challenge, actor, (row, ground, person) => challengeRules.whyNotClose(row, ground, person, body.disposition)),
    'challenge.decided/v1': ({ body, actor }) => ask(body.challenge, actor, challengeRules.whyNotDecide),
    'comment.resolved/v1': ({ body, actor }) => on(readComment(index, numberOf(body.comment)), (row) => whyNotResolve(row, actor, row.about.type === 'document' ? null : facts(row.about.review).owner)),
  }
}

function delegationJudges({ index, identity, policies }: ItemSources): Judges {
  const party = (email: string) => identity.people().find((one) => one.email === email && one.revoked === null) ?? null
  return {
    'delegation.granted/v1': ({ body, actor, at }) => whyNotDelegate(policies.current().policy, identity.person(actor), body, dayOf(at)),
    'delegation.accepted/v1': ({ body, actor, at }) => on(readDelegation(index, numberOf(body.delegation)), (row) => whyNotAccept(row, toDelegationState(row, party(row.from), party(row.to), at), actor)),
    'delegation.ended/v1': ({ body, actor, at }) =>
      on(readDelegation(index, numberOf(body.delegation)), (row) => {
        const ending = toEnding(row, toDelegationState(row, party(row.from), party(row.to), at), actor)
        return 'why' in ending ? ending.why : ending.how === body.how ? null : `it says ${toWords(body.how)}, and ${actor} can not do that.`
      }),
  }
}

function artefactJudges({ version }: ItemSources): Judges {
  return {
    'artefact.observed/v1': ({ body, actor }) => {
      try {
        return whyNotObserved({ actor, expected: body.expected }, version(body.version).manifest.artefact)
      } catch (error) {
        // A manifest that was erased or is missing is told of elsewhere.
        if (error instanceof AppError) return error.code === 'NOT_FOUND' ? gone : null
        throw error
      }
    },
  }
}
