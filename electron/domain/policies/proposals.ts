import type * as z from 'zod'
import type { EvidenceKind } from '../../../shared/contract/evidence-kinds.ts'
import type { ShownText } from '../../../shared/contract/identity.ts'
import type { policiesContract, Policy, PolicyImpact, PolicyRef, Proposal } from '../../../shared/contract/policies.ts'
import { AppError } from '../../../shared/errors.ts'
import { policyRoleOf, whyNoPolicy } from '../../../shared/policy-rules.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Index } from '../../platform/sqlite.ts'
import { createShownTexts, type Identity } from '../identity/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { toNumber } from './entries.ts'
import { toPolicyHash, toProposalState, whyNotConfirm } from './rules.ts'
import type { PolicyReaders } from './service.ts'
import { toPolicyText } from './statement.ts'
import { readProposal, readProposals, type ProposalRow } from './store.ts'

type Input<K extends 'proposeStatement' | 'propose' | 'confirm' | 'withdraw'> = z.output<NonNullable<(typeof policiesContract)[K]['~orpc']['inputSchema']>>

export interface PoliciesOptions {
  ledger: Ledger
  index: Index
  clock: Clock
  identity: Pick<Identity, 'person' | 'unlock'>
  kinds: ReadonlyMap<string, EvidenceKind>
  /** What would be missing where under this policy. */
  impactOf: (policy: Policy) => PolicyImpact
}

export interface Proposals {
  /** The newest first. */
  proposals(): Proposal[]
  proposal(id: string): Proposal
  /** What speaks against a policy, and what would follow from it. Writes nothing. */
  preview(policy: Policy): { problems: string[]; impact: PolicyImpact }
  /** The text to show; it can be signed for ten minutes by this person. BAD_INPUT says what is wrong with the policy. */
  proposeStatement(actor: string, input: Input<'proposeStatement'>): ShownText
  /** Signs exactly the text whose digest is given; rules are checked again inside the append. */
  propose(actor: string, input: Input<'propose'>): Promise<Proposal>
  confirmStatement(actor: string, input: { id: string }): ShownText
  /** The second signature: the policy is in force with it. Errors as of `propose`; CONFLICT where another one came into force since. */
  confirm(actor: string, input: Input<'confirm'>): Promise<Proposal>
  withdraw(actor: string, input: Input<'withdraw'>): Proposal
}

export function createProposals(options: PoliciesOptions, readers: PolicyReaders): Proposals {
  const { ledger, index, identity } = options
  const proposal = (id: string) => toProposal(knownProposal(index, id), readers)
  return {
    proposals: () => readProposals(index).map((row) => toProposal(row, readers)),
    proposal,
    preview: (policy) => ({ problems: whyNotPropose(options, readers, policy), impact: options.impactOf(policy) }),
    ...createProposing(options, readers, proposal),
    ...createConfirming(options, proposal),
    withdraw(actor, { id, reason }) {
      ledger.append(actor, () => {
        const { state, proposed } = proposal(id)
        if (state !== 'open' && state !== 'overtaken') throw new AppError('CONFLICT', `${id} is ${state} already.`)
        if (proposed.by !== actor && policyRoleOf(identity.person(actor).roles) === null) throw new AppError('FORBIDDEN', `Only ${proposed.by}, who proposed it, or a compliance reviewer or final approver can take ${id} back.`)
        return { kind: 'policy.proposal.withdrawn/v1', body: { proposal: id, reason } }
      })
      return proposal(id)
    },
  }
}

type Known = (id: string) => Proposal

function createProposing(options: PoliciesOptions, readers: PolicyReaders, proposal: Known): Pick<Proposals, 'proposeStatement' | 'propose'> {
  const { ledger, identity } = options
  const shown = createShownTexts<Input<'proposeStatement'> & { replaces: PolicyRef }>(options.clock)
  const refuseUnfit = (policy: Policy) => {
    const problems = whyNotPropose(options, readers, policy)
    if (problems.length > 0) throw new AppError('BAD_INPUT', `This can not become the policy: ${problems.join(' ')} Nothing was written.`)
  }
  return {
    proposeStatement(actor, { policy, reason }) {
      const signing = toSigning(options, actor)
      refuseUnfit(policy)
      const replaces = toRef(readers)
      return shown.handOut(actor, '', toPolicyText({ proposal: null, policy, sha256: toPolicyHash(policy), replaces, reason, ...signing }), { policy, reason, replaces })
    },
    async propose(actor, { sha256, passphrase }) {
      const { text, input } = shown.find(actor, { id: '', sha256 })
      const signer = await identity.unlock(actor, passphrase)
      const [entry] = ledger.append(actor, () => {
        const { policy, reason, replaces } = input
        if (toRef(readers).sha256 !== replaces.sha256) throw new AppError('CONFLICT', 'Another policy came into force since the text was shown. Look at the changes again and sign a new text. Nothing was signed.')
        refuseUnfit(policy)
        return { kind: 'policy.proposed/v1', body: { policy, sha256: toPolicyHash(policy), replaces, reason, note: signer.signNote(text) } }
      })
      shown.signed(sha256)
      return proposal(`P-${entry!.seq}`)
    },
  }
}

function createConfirming(options: PoliciesOptions, proposal: Known): Pick<Proposals, 'confirmStatement' | 'confirm'> {
  const { ledger, identity } = options
  const shown = createShownTexts<null>(options.clock)
  const refuseUnfit = (id: string, actor: string) => {
    const why = whyNotConfirm(proposal(id), identity.person(actor))
    if (why) throw new AppError(why.code, why.sentence)
  }
  return {
    confirmStatement(actor, { id }) {
      refuseUnfit(id, actor)
      const { policy, sha256, replaces, reason } = proposal(id)
      return shown.handOut(actor, id, toPolicyText({ proposal: id, policy, sha256, replaces, reason, ...toSigning(options, actor) }), null)
    },
    async confirm(actor, { id, sha256, passphrase }) {
      const { text } = shown.find(actor, { id, sha256 })
      const signer = await identity.unlock(actor, passphrase)
      ledger.append(actor, () => {
        refuseUnfit(id, actor)
        return { kind: 'policy.confirmed/v1', body: { proposal: id, note: signer.signNote(text) } }
      })
      shown.signed(sha256)
      return proposal(id)
    },
  }
}

function toSigning({ identity, clock, ledger }: PoliciesOptions, actor: string) {
  const { name, email, roles } = identity.person(actor)
  const role = policyRoleOf(roles)
  if (role === null) throw new AppError('FORBIDDEN', 'A policy is proposed and confirmed by a compliance reviewer or a final approver. You have neither role in this workspace.')
  return { signer: { name, email, role }, signedAt: clock.now().toISOString(), ledger: { origin: ledger.origin, ...ledger.tip() } }
}

function whyNotPropose({ kinds }: PoliciesOptions, readers: PolicyReaders, policy: Policy): string[] {
  const known = readers.list().map((one) => one.policy)
  const same = readers.current().policy
  const unchanged = toPolicyHash({ ...policy, version: same.version }) === toPolicyHash(same)
  return [...(unchanged ? [`It says the same as ${same.id} ${same.version}, which is in force.`] : []), ...whyNoPolicy(policy, (kind) => kinds.has(kind), known)]
}

function toRef(readers: PolicyReaders): PolicyRef {
  const { policy, sha256 } = readers.current()
  return { id: policy.id, version: policy.version, sha256 }
}

function knownProposal(index: Index, id: string): ProposalRow {
  const row = readProposal(index, toNumber(id))
  if (row) return row
  const all = readProposals(index).map(({ seq }) => `P-${seq}`)
  throw new AppError('NOT_FOUND', `There is no proposed policy ${id} in this workspace. ${all.length === 0 ? 'None was proposed yet.' : `There are: ${all.slice(0, 12).join(', ')}.`}`)
}

function toProposal(row: ProposalRow, readers: PolicyReaders): Proposal {
  const { seq, at, by, policy, sha256, replaces, reason, note } = row
  return {
    id: `P-${seq}`,
    policy,
    sha256,
    replaces,
    reason,
    state: toProposalState(row, readers.current().sha256),
    proposed: { seq, at, by, note },
    confirmed: row.confirmedSeq === null ? null : { seq: row.confirmedSeq, at: row.confirmedAt!, by: row.confirmedBy!, note: row.confirmedNote! },
    withdrawn: row.withdrawnSeq === null ? null : { seq: row.withdrawnSeq, at: row.withdrawnAt!, by: row.withdrawnBy!, reason: row.withdrawnReason! },
  }
}
