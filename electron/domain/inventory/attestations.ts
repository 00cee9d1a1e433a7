import { createHash } from 'node:crypto'
import type { ShownText } from '../../../shared/contract/identity.ts'
import { attestingRole, inventoryEntries, inventorySnapshot, type Attestation, type AttestationScope, type InventoryChange, type InventoryRow, type Period } from '../../../shared/contract/inventory.ts'
import { AppError } from '../../../shared/errors.ts'
import { diffInventories } from '../../../shared/inventory-diff.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import { createShownTexts, type Identity } from '../identity/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { toAttestationText } from './statement.ts'

export interface AttestationsOptions {
  ledger: Ledger
  blobs: BlobStore
  clock: Clock
  identity: Pick<Identity, 'people' | 'person' | 'unlock'>
  /** Numbers of the entries of these kinds, in order. */
  seqsOf: (kinds: readonly string[]) => number[]
}

export interface Attestations {
  /** The newest first. */
  attestations(): Attestation[]
  /** What is different in the second one. NOT_FOUND where a snapshot was erased. */
  changes(input: { from: string; to: string }): InventoryChange[]
  /** The text to show; it can be signed for ten minutes by this person. FORBIDDEN, BAD_INPUT. */
  attestStatement(actor: string, input: { period: Period }): ShownText
  /** Signs exactly the text whose digest is given, and keeps the inventory that it speaks of. */
  attest(actor: string, input: { sha256: string; passphrase: string }): Promise<Attestation>
}

interface Prepared {
  period: Period
  scope: AttestationScope
  models: number
  content: Buffer
  previous: string | null
}

export function createAttestations(options: AttestationsOptions, rows: () => InventoryRow[]): Attestations {
  const { ledger, blobs, clock, identity } = options
  const shown = createShownTexts<Prepared>(clock)
  const attestations = () => readAttestations(options).toReversed()
  const previousOf = (actor: string, scope: AttestationScope) => attestations().find((one) => one.scope === scope && (scope === 'all' || one.by === actor))?.id ?? null
  return {
    attestations,
    changes: ({ from, to }) => diffInventories(readRows(options, find(attestations(), from)), readRows(options, find(attestations(), to))),
    attestStatement(actor, { period }) {
      const { name, email, roles } = identity.person(actor)
      const { role, scope } = toAttesting(roles)
      const at = clock.now().toISOString()
      refusePeriod(period, at.slice(0, 10))
      const mine = rows().filter(({ owner }) => scope === 'all' || owner === actor)
      if (mine.length === 0) throw new AppError('BAD_INPUT', scope === 'all' ? 'No model is registered, so there is nothing to attest to.' : 'You own no model in this workspace, so there is nothing that you could attest to.')
      const content = Buffer.from(toCanonical(inventorySnapshot.parse({ schema: 'countersign/inventory/1', at, period, scope, rows: mine })))
      const prepared = { period, scope, models: mine.length, content, previous: previousOf(actor, scope) }
      const text = toAttestationText({ ...prepared, sha256: digestOf(content), signer: { name, email, role }, signedAt: at, ledger: { origin: ledger.origin, ...ledger.tip() } })
      return shown.handOut(actor, '', text, prepared)
    },
    async attest(actor, { sha256, passphrase }) {
      const { text, input } = shown.find(actor, { id: '', sha256 })
      const signer = await identity.unlock(actor, passphrase)
      const { content, ...said } = input
      const [entry] = ledger.append(actor, () => {
        if (toAttesting(identity.person(actor).roles).scope !== said.scope || previousOf(actor, said.scope) !== said.previous) {
          throw new AppError('CONFLICT', 'Something about this attestation changed since the text was shown. Read the new text and sign that one. Nothing was signed.')
        }
        return { kind: 'inventory.attested/v1', body: { ...said, snapshot: blobs.put(content), note: signer.signNote(text) } }
      })
      shown.signed(sha256)
      return find(attestations(), `A-${entry!.seq}`)
    },
  }
}

const digestOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

function toAttesting(roles: readonly string[]) {
  const attesting = attestingRole(roles)
  if (attesting) return attesting
  throw new AppError('FORBIDDEN', 'The inventory is attested to by a compliance reviewer, or by a model owner for their own models. You have neither role in this workspace.')
}

function refusePeriod({ from, to }: Period, today: string): void {
  if (from > to) throw new AppError('BAD_INPUT', `The period begins on ${from}, after its end on ${to}.`)
  if (to > today) throw new AppError('BAD_INPUT', `The period ends on ${to}, which is still to come: attest to it once it is over.`)
}

/** Oldest first. An entry that does not have the form of its kind is none; verification says so. */
function readAttestations({ ledger, seqsOf }: AttestationsOptions): Attestation[] {
  return seqsOf(['inventory.attested/v1']).flatMap((at) => {
    const { seq, at: when, actor, body } = ledger.read(at)
    const told = inventoryEntries['inventory.attested/v1'].safeParse(body).data
    return told ? [{ ...told, id: `A-${seq}`, seq, at: when, by: actor }] : []
  })
}

function find(all: readonly Attestation[], id: string): Attestation {
  const found = all.find((one) => one.id === id)
  if (found) return found
  throw new AppError('NOT_FOUND', `There is no attestation ${id} in this workspace. ${all.length === 0 ? 'There is none yet.' : `There are: ${all.slice(0, 12).map((one) => one.id).join(', ')}.`}`)
}

function readRows({ blobs }: AttestationsOptions, { id, snapshot }: Attestation): InventoryRow[] {
  const because = blobs.erased(snapshot.sha256)
  if (because !== null) throw new AppError('NOT_FOUND', `What ${id} attests to was erased on purpose: ${because.replace(/\.?$/, '.')} The signed text stays.`)
  return inventorySnapshot.parse(JSON.parse(blobs.read(snapshot.sha256).toString('utf8'))).rows
}
