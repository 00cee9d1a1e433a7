import type * as z from 'zod'
import type { Challenge, challengesContract } from '../../../../shared/contract/challenges.ts'
import type { ItemPermission } from '../../../../shared/contract/review-item.ts'
import type { EntryDraft } from '../../ledger/service.ts'
import type { IdentityReaders } from '../../identity/service.ts'
import type { ReviewFacts } from '../facts.ts'
import { known, numberOf, refuse, toPermissions, type ItemOptions } from '../item.ts'
import { rolesOf, toState } from '../rules.ts'
import { whyNotAnswer, whyNotClose, whyNotDecide, whyNotRaise, type ChallengeGround } from './rules.ts'
import { readChallenge, readChallenges, type ChallengeRow } from './store.ts'

type Input<K extends Exclude<keyof typeof challengesContract, 'get'>> = z.output<NonNullable<(typeof challengesContract)[K]['~orpc']['inputSchema']>>

export interface Challenges {
  /** In their order. */
  list(filter: Input<'list'>): Challenge[]
  get(id: string): Challenge
  permissions(id: string, email: string): ItemPermission[]
  raise(actor: string, input: Input<'raise'>): Challenge
  answer(actor: string, input: Input<'answer'>): Challenge
  /** FORBIDDEN for everybody but whoever raised it, or a successor where their key is revoked. */
  close(actor: string, input: Input<'close'>): Challenge
  decide(actor: string, input: Input<'decide'>): Challenge
}

export function createChallenges(options: ItemOptions): Challenges {
  const { ledger, index, identity, reviews } = options
  const row = (id: string) => known(readChallenge(index, numberOf(id)), 'challenge', id, readChallenges(index).map(({ seq }) => `H-${seq}`))
  const versionOf = ({ review }: ChallengeRow) => reviews.facts(`R-${review}`).review.version
  const toContract = (one: ChallengeRow): Challenge => toChallenge(one, versionOf(one))
  const get = (id: string) => toContract(row(id))
  const ground = (challenge: ChallengeRow) => toChallengeGround(reviews.facts(`R-${challenge.review}`), challenge, identity)
  const act = (actor: string, id: string, decide: (challenge: ChallengeRow) => EntryDraft): Challenge => {
    ledger.append(actor, () => decide(row(id)))
    reviews.tick(versionOf(row(id)))
    return get(id)
  }
  return {
    list: ({ review, version, state }) =>
      readChallenges(index, review === undefined ? undefined : numberOf(review))
        .filter((one) => state === undefined || one.state === state)
        .map(toContract)
        .filter((one) => version === undefined || one.version === version),
    get,
    permissions(id, email) {
      const [challenge, person] = [row(id), identity.person(email)]
      const on = ground(challenge)
      return toPermissions({ answer: whyNotAnswer(challenge, on, person), close: whyNotClose(challenge, on, person), decide: whyNotDecide(challenge, on, person) })
    },
    raise(actor, { review, area, text }) {
      const [entry] = ledger.append(actor, () => {
        const facts = reviews.facts(review)
        refuse(whyNotRaise({ state: toState(facts), authors: facts.authors }, identity.person(actor)))
        return { kind: 'challenge.raised/v1', body: { review, revision: facts.review.revision, area, text } }
      })
      return get(`H-${entry!.seq}`)
    },
    answer: (actor, { id, text }) =>
      act(actor, id, (challenge) => {
        refuse(whyNotAnswer(challenge, ground(challenge), identity.person(actor)))
        return { kind: 'challenge.answered/v1', body: { challenge: id, text } }
      }),
    close: (actor, { id, disposition, text }) =>
      act(actor, id, (challenge) => {
        refuse(whyNotClose(challenge, ground(challenge), identity.person(actor), disposition))
        return { kind: 'challenge.closed/v1', body: { challenge: id, disposition, text, successor: actor !== challenge.by } }
      }),
    decide: (actor, { id, text }) =>
      act(actor, id, (challenge) => {
        refuse(whyNotDecide(challenge, ground(challenge), identity.person(actor)))
        return { kind: 'challenge.decided/v1', body: { challenge: id, text } }
      }),
  }
}

export function toChallengeGround(facts: ReviewFacts, challenge: ChallengeRow, identity: Pick<IdentityReaders, 'people'>): ChallengeGround {
  const gone = identity.people().every((one) => one.email !== challenge.by || one.revoked !== null)
  return { state: toState(facts), authors: facts.authors, owner: facts.owner, challengerGone: gone, approvers: rolesOf(facts, 'approver') }
}

export const toChallenge = (row: ChallengeRow, version: string): Challenge => ({ ...row, id: `H-${row.seq}`, review: `R-${row.review}`, version })
