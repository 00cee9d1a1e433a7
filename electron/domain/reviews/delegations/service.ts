import type * as z from 'zod'
import type { Delegation, DelegationTerms, delegationsContract } from '../../../../shared/contract/delegations.ts'
import type { Person, ShownText } from '../../../../shared/contract/identity.ts'
import type { ItemPermission } from '../../../../shared/contract/review-item.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Index } from '../../../platform/sqlite.ts'
import { createShownTexts, type IdentityReaders } from '../../identity/service.ts'
import type { EntryDraft } from '../../ledger/service.ts'
import { dayOf } from '../days.ts'
import type { StandsFor } from '../facts.ts'
import { known, numberOf, refuse, toPermissions, type ItemOptions } from '../item.ts'
import { toDelegationState, toEnding, whyNotAccept, whyNotDelegate, type Party } from './rules.ts'
import { toDelegationText } from './statement.ts'
import { readDelegation, readDelegations, type DelegationRow } from './store.ts'

type Input<K extends Exclude<keyof typeof delegationsContract, 'get'>> = z.output<NonNullable<(typeof delegationsContract)[K]['~orpc']['inputSchema']>>

export interface Delegations {
  /** The newest first; with `person`, those that they gave or got. */
  list(filter: Input<'list'>): Delegation[]
  get(id: string): Delegation
  permissions(id: string, email: string): ItemPermission[]
  statement(actor: string, input: Input<'statement'>): ShownText
  /** Signs exactly the text whose digest is given. It counts once the delegate accepted it. */
  grant(actor: string, input: Input<'grant'>): Promise<Delegation>
  accept(actor: string, input: Input<'accept'>): Delegation
  end(actor: string, input: Input<'end'>): Delegation
}

export function createDelegations(options: ItemOptions): Delegations {
  const { ledger, index, identity, clock, policies, reviews } = options
  const shown = createShownTexts<DelegationTerms>(clock)
  const row = (id: string) => known(readDelegation(index, numberOf(id)), 'delegation', id, readDelegations(index).map(({ seq }) => `G-${seq}`))
  const state = (one: DelegationRow, now = reviews.now().toISOString()) => toDelegationState(one, party(identity, one.from), party(identity, one.to), now)
  const name = (email: string) => identity.person(email).name
  const toContract = (one: DelegationRow): Delegation => {
    const { acceptedSeq: _accepted, ended: _ended, policy: _policy, ...rest } = one
    return { ...rest, id: `G-${one.seq}`, fromName: name(one.from), toName: name(one.to), state: state(one) }
  }
  const get = (id: string) => toContract(row(id))
  const refuseUnfit = (from: Person, terms: DelegationTerms, day: string) => {
    identity.person(terms.to)
    refuse(whyNotDelegate(policies.current().policy, from, terms, day))
  }
  return {
    list: ({ person }) => readDelegations(index).filter(({ from, to }) => person === undefined || from === person || to === person).toReversed().map(toContract),
    get,
    permissions(id, email) {
      const one = row(id)
      const ending = toEnding(one, state(one), email)
      return toPermissions({ accept: whyNotAccept(one, state(one), email), end: 'why' in ending ? ending.why : null })
    },
    statement(actor, terms) {
      const from = identity.person(actor)
      refuseUnfit(from, terms, dayOf(reviews.now().toISOString()))
      const { policy, sha256 } = policies.current()
      const ref = { id: policy.id, version: policy.version, sha256 }
      return shown.handOut(actor, '', toDelegationText({ terms, toName: name(terms.to), policy: ref, signer: from, signedAt: clock.now().toISOString(), ledger: { origin: ledger.origin, ...ledger.tip() } }), terms)
    },
    async grant(actor, { sha256, passphrase }) {
      const { text, input: terms } = shown.find(actor, { id: '', sha256 })
      const signer = await identity.unlock(actor, passphrase)
      const [entry] = ledger.append(actor, (_tip, at) => {
        refuseUnfit(signer.person, terms, dayOf(at))
        return toGranting(policies, terms, text, (one) => signer.signNote(one))
      })
      shown.signed(sha256)
      return get(`G-${entry!.seq}`)
    },
    accept(actor, { id }) {
      ledger.append(actor, (_tip, at) => {
        refuse(whyNotAccept(row(id), state(row(id), at), actor))
        return { kind: 'delegation.accepted/v1', body: { delegation: id } }
      })
      return get(id)
    },
    end(actor, { id, reason }) {
      ledger.append(actor, (_tip, at) => {
        const ending = toEnding(row(id), state(row(id), at), actor)
        if ('why' in ending) refuse(ending.why)
        else return { kind: 'delegation.ended/v1', body: { delegation: id, how: ending.how, reason } }
        return []
      })
      return get(id)
    },
  }
}

/** Signed under the policy in force, or not at all. */
function toGranting(policies: ItemOptions['policies'], { to, meanings, model, until, reason }: DelegationTerms, text: string, signNote: (text: string) => string): EntryDraft {
  const { policy, sha256 } = policies.current()
  if (!text.includes(`\nPolicy: ${policy.id} ${policy.version} sha256:${sha256}\n`)) throw new AppError('CONFLICT', 'Another policy came into force since the text was shown. Read it again and sign what it says now.')
  return { kind: 'delegation.granted/v1', body: { to, meanings, model: model ?? null, until, reason, policy: { id: policy.id, version: policy.version, sha256 }, note: signNote(text) } }
}

function party(identity: Pick<IdentityReaders, 'people'>, email: string): Party {
  const found = identity.people().find((one) => one.email === email)
  return found && found.revoked === null ? found : null
}

/** Whom this person may sign for now. */
export function createStandsFor({ index, identity }: { index: Index; identity: Pick<IdentityReaders, 'people'> }): (email: string, now: string) => StandsFor[] {
  return (email, now) =>
    readDelegations(index).flatMap((one) => {
      const from = party(identity, one.from)
      if (one.to !== email || from === null || toDelegationState(one, from, party(identity, one.to), now) !== 'live') return []
      const { name } = identity.people().find((person) => person.email === one.from)!
      return [{ delegation: `G-${one.seq}`, email: one.from, name, roles: from.roles, meanings: one.meanings, model: one.model, until: one.until }]
    })
}
