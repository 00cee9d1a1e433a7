import type * as z from 'zod'
import type { ShownText } from '../../../../shared/contract/identity.ts'
import type { ItemPermission } from '../../../../shared/contract/review-item.ts'
import type { Waiver, waiversContract } from '../../../../shared/contract/waivers.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { EvidenceWaiver } from '../../../../shared/demands.ts'
import type { Index } from '../../../platform/sqlite.ts'
import { toLets } from '../../../../shared/waiver-words.ts'
import { createShownTexts } from '../../identity/service.ts'
import type { EntryDraft } from '../../ledger/service.ts'
import { dayOf } from '../days.ts'
import { known, numberOf, refuse, toPermissions, type ItemOptions } from '../item.ts'
import { approverOf, toEvidenceWaivers, toWaiverState, whyNotEnd, whyNotGrant, whyNotRefuse, whyNotWaive, whyNotWithdraw } from './rules.ts'
import { toWaiverText } from './statement.ts'
import { readWaiver, readWaivers, type WaiverRow } from './store.ts'

type Input<K extends Exclude<keyof typeof waiversContract, 'get'>> = z.output<NonNullable<(typeof waiversContract)[K]['~orpc']['inputSchema']>>

export interface Waivers {
  /** The newest first. */
  list(filter: Input<'list'>): Waiver[]
  get(id: string): Waiver
  permissions(id: string, email: string): ItemPermission[]
  /** FORBIDDEN says what is never waived, and what the policy allows at most. */
  propose(actor: string, input: Input<'propose'>): Waiver
  /** The text to show; it can be signed for ten minutes by this person. */
  statement(actor: string, input: Input<'statement'>): ShownText
  /** Signs exactly the text whose digest is given; rules are checked again inside the append. */
  grant(actor: string, input: Input<'grant'>): Promise<Waiver>
  refuse(actor: string, input: Input<'refuse'>): Waiver
  withdraw(actor: string, input: Input<'withdraw'>): Waiver
  end(actor: string, input: Input<'end'>): Waiver
}

export function createWaivers(options: ItemOptions): Waivers {
  const { ledger, index, identity, clock, policies, reviews } = options
  const shown = createShownTexts<null>(clock)
  const now = () => reviews.now().toISOString()
  const row = (id: string) => known(readWaiver(index, numberOf(id)), 'waiver', id, readWaivers(index).map(({ seq }) => `W-${seq}`))
  const get = (id: string) => toWaiver(row(id), now())
  const policyOf = (waiver: WaiverRow) => policies.get(waiver.policy).policy
  const close = (actor: string, { id, reason }: Input<'refuse'>, how: 'refused' | 'withdrawn' | 'ended', whyNot: (waiver: WaiverRow, at: string) => string | null): Waiver => {
    ledger.append(actor, (_tip, at) => {
      refuse(whyNot(row(id), at))
      return { kind: 'waiver.closed/v1', body: { waiver: id, how, reason } }
    })
    reviews.tick(row(id).version)
    return get(id)
  }
  return {
    list: ({ version, state }) => readWaivers(index, version).toReversed().map((one) => toWaiver(one, now())).filter((one) => state === undefined || one.state === state),
    get,
    permissions(id, email) {
      const [waiver, person] = [row(id), identity.person(email)]
      const policy = policyOf(waiver)
      return toPermissions({ grant: whyNotGrant(waiver, policy, person, now()), refuse: whyNotRefuse(waiver, policy, person, now()), withdraw: whyNotWithdraw(waiver, person, now()), end: whyNotEnd(waiver, policy, person, now()) })
    },
    propose(actor, input) {
      const [entry] = ledger.append(actor, (_tip, at) => toProposal(options, input, dayOf(at)))
      return get(`W-${entry!.seq}`)
    },
    statement(actor, { id }) {
      const [waiver, person] = [row(id), identity.person(actor)]
      const policy = policyOf(waiver)
      refuse(whyNotGrant(waiver, policy, person, now()))
      const signer = { name: person.name, email: person.email, role: approverOf(policy, waiver.type) }
      return shown.handOut(actor, id, toWaiverText({ waiver, policy, signer, signedAt: clock.now().toISOString(), ledger: { origin: ledger.origin, ...ledger.tip() } }), null)
    },
    async grant(actor, { id, sha256, passphrase }) {
      const { text } = shown.find(actor, { id, sha256 })
      const signer = await identity.unlock(actor, passphrase)
      ledger.append(actor, (_tip, at) => {
        refuse(whyNotGrant(row(id), policyOf(row(id)), signer.person, at))
        return { kind: 'waiver.granted/v1', body: { waiver: id, note: signer.signNote(text) } }
      })
      shown.signed(sha256)
      reviews.tick(row(id).version)
      return get(id)
    },
    refuse: (actor, input) => close(actor, input, 'refused', (waiver, at) => whyNotRefuse(waiver, policyOf(waiver), identity.person(actor), at)),
    withdraw: (actor, input) => close(actor, input, 'withdrawn', (waiver, at) => whyNotWithdraw(waiver, identity.person(actor), at)),
    end: (actor, input) => close(actor, input, 'ended', (waiver, at) => whyNotEnd(waiver, policyOf(waiver), identity.person(actor), at)),
  }
}

/** The exception is for exactly this manifest, under the policy in force and the tier of the use case as they are now. */
function toProposal({ policies, version, useCase, identity, isKind }: ItemOptions, input: Input<'propose'>, day: string): EntryDraft {
  const { policy, sha256 } = policies.current()
  const about = version(input.version)
  const { tier } = useCase(about.useCase.id)
  const { type, deviation, reason, control = null, until } = input
  const owner = identity.person(input.owner).email
  if (deviation.of === 'evidence' && !isKind(deviation.kind)) throw new AppError('BAD_INPUT', `There is no kind of evidence “${deviation.kind}”; "document kinds" and the policy list them.`)
  if (deviation.of === 'separation') identity.person(deviation.person)
  refuse(whyNotWaive(policy, tier, { type, deviation, control, owner, until }, day))
  return {
    kind: 'waiver.proposed/v1',
    body: { version: input.version, useCase: about.useCase.id, manifestHash: about.manifestHash, type, deviation, reason, control, owner, until, tier, policy: { id: policy.id, version: policy.version, sha256 } },
  }
}

export const toWaiver = (row: WaiverRow, now: string): Waiver => ({ ...row, id: `W-${row.seq}`, lets: toLets(row.deviation), state: toWaiverState(row, now) })

/** Waivers of evidence that are live for a version, for whoever judges what it holds. */
export const createEvidenceWaivers = ({ index, now }: { index: Index; now: () => Date }) => (version: string): EvidenceWaiver[] => toEvidenceWaivers(readWaivers(index, version), now().toISOString())
