import type * as z from 'zod'
import type { Condition, conditionsContract } from '../../../../shared/contract/conditions.ts'
import type { ItemPermission } from '../../../../shared/contract/review-item.ts'
import { isLive } from '../../../../shared/review-machine.ts'
import { dayOf } from '../days.ts'
import type { ReviewFacts } from '../facts.ts'
import { findEvidence, known, numberOf, refuse, toPermissions, type ItemOptions } from '../item.ts'
import type { EntryDraft } from '../../ledger/service.ts'
import { suspendsOn, whyNotAccept, whyNotExtend, whyNotJudge, whyNotMeet, type ConditionGround } from './rules.ts'
import { readCondition, readConditions, type ConditionRow } from './store.ts'

type Input<K extends Exclude<keyof typeof conditionsContract, 'get'>> = z.output<NonNullable<(typeof conditionsContract)[K]['~orpc']['inputSchema']>>

export interface Conditions {
  /** Those that are due first come first. */
  list(filter: Input<'list'>): Condition[]
  get(id: string): Condition
  permissions(id: string, email: string): ItemPermission[]
  meet(actor: string, input: Input<'meet'>): Condition
  accept(actor: string, input: Input<'accept'>): Condition
  return(actor: string, input: Input<'return'>): Condition
  extend(actor: string, input: Input<'extend'>): Condition
}

export function createConditions(options: ItemOptions): Conditions {
  const { ledger, index, identity, reviews } = options
  const row = (id: string) => known(readCondition(index, numberOf(id)), 'condition', id, readConditions(index).map(({ seq }) => `K-${seq}`))
  const facts = ({ review }: ConditionRow) => reviews.facts(`R-${review}`)
  const toContract = (one: ConditionRow) => toCondition(one, facts(one))
  const get = (id: string) => toContract(row(id))
  const ground = (condition: ConditionRow) => toConditionGround(facts(condition), condition)
  const act = (actor: string, id: string, decide: (condition: ConditionRow) => EntryDraft): Condition => {
    ledger.append(actor, () => decide(row(id)))
    reviews.tick(facts(row(id)).review.version)
    return get(id)
  }
  return {
    list({ review, version, state, owner }) {
      const asked = readConditions(index, review === undefined ? undefined : numberOf(review)).filter((one) => (state === undefined || one.state === state) && (owner === undefined || one.terms.owner === owner))
      // An approval may have twenty of them, and its facts take a while to gather.
      const all = [...Map.groupBy(asked, (one) => one.review).values()].flatMap((ofOne) => {
        const known = facts(ofOne[0]!)
        return version === undefined || known.review.version === version ? ofOne.map((one) => toCondition(one, known)) : []
      })
      return all.toSorted((a, b) => Number(a.state === 'accepted') - Number(b.state === 'accepted') || a.due.localeCompare(b.due) || a.seq - b.seq)
    },
    get,
    permissions(id, email) {
      const [condition, person] = [row(id), identity.person(email)]
      const on = ground(condition)
      return toPermissions({ meet: whyNotMeet(condition, on, person), accept: whyNotAccept(condition, on, person), return: whyNotJudge(condition, on, person), extend: whyNotExtend(condition, on, person) })
    },
    meet: (actor, { id, evidence, note }) =>
      act(actor, id, (condition) => {
        refuse(whyNotMeet(condition, ground(condition), identity.person(actor)))
        return { kind: 'condition.met/v1', body: { condition: id, evidence: findEvidence(options, facts(condition).review.version, evidence), note } }
      }),
    accept: (actor, { id, note }) =>
      act(actor, id, (condition) => {
        refuse(whyNotAccept(condition, ground(condition), identity.person(actor)))
        return { kind: 'condition.accepted/v1', body: { condition: id, note } }
      }),
    return: (actor, { id, note }) =>
      act(actor, id, (condition) => {
        refuse(whyNotJudge(condition, ground(condition), identity.person(actor)))
        return { kind: 'condition.returned/v1', body: { condition: id, note } }
      }),
    extend: (actor, { id, due, reason }) =>
      act(actor, id, (condition) => {
        refuse(whyNotExtend(condition, ground(condition), identity.person(actor), due))
        return { kind: 'condition.extended/v1', body: { condition: id, from: condition.due, to: due, reason } }
      }),
  }
}

export function toConditionGround({ policy, bundle, authors, review, findings }: ReviewFacts, { terms }: ConditionRow): ConditionGround {
  const open = findings.some(({ seq, state }) => `X-${seq}` === terms.finding && state !== 'closed')
  return { policy, tier: bundle.tier, authors, standing: isLive(review.state) || review.state === 'suspended', openFinding: open ? terms.finding : null }
}

const toCondition = (row: ConditionRow, { review, demands, now }: ReviewFacts): Condition => ({ ...toStandingCondition(row, review.version, dayOf(now.toISOString())), suspendsOn: suspendsOn(row.due, demands.grace.condition) })

/** Without the day on which it suspends, which the policy of its request says. */
export function toStandingCondition({ seq, at, by, review, terms, due, state, met, accepted, acts }: ConditionRow, version: string, today: string): Omit<Condition, 'suspendsOn'> {
  return { id: `K-${seq}`, seq, at, by, review: `R-${review}`, version, terms, due, overdue: state !== 'accepted' && due < today, state, met, accepted, acts }
}
