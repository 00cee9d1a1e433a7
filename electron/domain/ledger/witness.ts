import type * as z from 'zod'
import type { ledgerEntries } from '../../../shared/contract/ledger.ts'
import type { Cosigned, SeenLedger, Witness } from '../../../shared/contract/ledger.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Index } from '../../platform/sqlite.ts'
import { cosign, keepSignatures, openCosignature, parseCosignerVkey } from '../../tlog/cosignature.ts'
import type { Cosignature, Cosigner } from '../../tlog/cosignature.ts'
import { NoteError, parseNote } from '../../tlog/note.ts'
import type { Verifier } from '../../tlog/note.ts'
import { hashToBase64 } from '../../tlog/tree.ts'
import { fingerprintOf, fingerprintOfVkey } from '../../tlog/vkey.ts'
import { readNewestAbout } from './entry-rows.ts'
import { listWitnesses, readMetKeys, toWitness } from './witness-list.ts'
import { claimOf, decideSeen, toWholeSecond } from './seen.ts'
import type { ForeignCheckpoint } from './seen.ts'
import type { EntryDraft, Ledger, Tip } from './service.ts'

/** A person's keys, open for one act. */
export interface WitnessSigner {
  person: { name: string; email: string }
  signNote(text: string): string
  witness: Cosigner
}

export interface ReceivedCosignature {
  note: string
  /** The key that came with it; null: one that was met before. */
  witnessKey: string | null
  /** What the owner of the key says its fingerprint is; null where it was met before. */
  fingerprint: string | null
}

/** We as witnesses of other ledgers, and others as witnesses of ours. docs/formats/cosignatures.md */
export interface Witnessing {
  /**
   * Cosigns a checkpoint of another ledger if it continues what this workspace saw of that ledger before. What was seen is durable
   * before the answer is out. A refusal is an answer too, and writes nothing.
   */
  cosign(actor: string, given: ForeignCheckpoint, signer: WitnessSigner): Cosigned
  /** Cosigns the newest checkpoint of this ledger as one of its people; `note`: the one they were shown, where it was a file. */
  cosignOwn(actor: string, note: string | null, signer: WitnessSigner): Cosigned
  /** Remembers a cosignature of a checkpoint of ours: outside evidence from then on. Errors: BAD_INPUT, CONFLICT. */
  addCosignature(actor: string, received: ReceivedCosignature): Witness
  list(): { ours: Witness[]; others: SeenLedger[] }
}

type CosignedBody = z.output<(typeof ledgerEntries)['witness.cosigned/v1']>

export function createWitnessing({ ledger, index }: { ledger: Ledger; index: Index }): Witnessing {
  return {
    cosign(actor, given, { witness }) {
      let answer: Cosigned | null = null
      const [entry] = ledger.append(actor, (_tip, at) => {
        const decided = decideSeen({ ledger, index }, given, at, witness)
        answer = decided.answer
        return decided.draft ?? []
      })
      return { ...answer!, seq: entry?.seq ?? null }
    },
    cosignOwn(actor, note, signer) {
      if (note !== null) refuseOlder(ledger, note)
      const [entry] = ledger.append(actor, (tip, at) => toOwn(ledger.origin, tip, at, signer))
      const { checkpoint, size, witness } = entry!.body as CosignedBody
      const sentence = `${signer.person.name} cosigned the newest ${size} entries of this ledger.`
      const logKey = { vkey: ledger.logVkey, fingerprint: fingerprintOfVkey(ledger.logVkey) }
      return { outcome: 'cosigned', sentence, origin: ledger.origin, size, checkpoint, witness, firstContact: false, logKey, theirs: checkpoint, held: null, seq: entry!.seq }
    },
    addCosignature(actor, received) {
      refuseForeign(ledger, received.note)
      const [entry] = ledger.append(actor, () => ({ kind: 'witness.cosigned/v1', body: toReceived(index, ledger.origin, received) }))
      return toWitness(entry!)
    },
    list: () => listWitnesses({ ledger, index }),
  }
}

/** A person cosigns with their witness key, and signs with their own that it is theirs: both are checked by verification. */
function toOwn(origin: string, tip: Tip, at: string, { person, signNote, witness }: WitnessSigner): EntryDraft {
  const time = new Date(at)
  const lines = [
    'countersign.example/witness-key/v1',
    `Witness-Key: ${witness.vkey}`,
    `Signer: ${person.name}`,
    `Signer-ID: ${person.email}`,
    `Signed-At: ${at}`,
    `Ledger: ${origin}`,
    `Ledger-Size: ${tip.size}`,
    `Ledger-Root: ${tip.root.toString('base64')}`,
  ]
  const body: CosignedBody = {
    size: tip.size,
    root: tip.root.toString('base64'),
    checkpoint: cosign(tip.checkpoint, witness, time),
    cosignedAt: toWholeSecond(time),
    witness: { name: witness.name, vkey: witness.vkey, fingerprint: fingerprintOfVkey(witness.vkey) },
    note: signNote(`${lines.join('\n')}\n`),
  }
  return { kind: 'witness.cosigned/v1', body }
}

/** A cosignature says "the largest tree I have seen": this computer has seen all of it. */
function refuseOlder(ledger: Ledger, note: string): void {
  refuseForeign(ledger, note)
  const { size } = claimOf(note)
  const newest = ledger.tip().size
  if (size < newest) throw new AppError('CONFLICT', `This checkpoint covers ${size} entries and the ledger has ${newest}; only the newest can be cosigned. Name no file to cosign that one.`)
}

function refuseForeign(ledger: Ledger, note: string): void {
  const { outcome, sentence } = ledger.checkCheckpoint(note)
  if (outcome === 'holds') return
  throw new AppError(outcome === 'forked' || outcome === 'ahead' ? 'CONFLICT' : 'BAD_INPUT', sentence)
}

function toReceived(index: Index, origin: string, { note, witnessKey, fingerprint }: ReceivedCosignature): CosignedBody {
  const witness = findWitness(index, note, witnessKey)
  const isKnown = readNewestAbout(index, 'witness.cosigned/v1', witness.vkey) !== undefined
  const wanted = fingerprintOf(witness.publicKey)
  if (fingerprint === null ? !isKnown : compact(fingerprint) !== compact(wanted)) {
    throw new AppError(
      'BAD_INPUT',
      fingerprint === null
        ? `The witness key of ${witness.name} was not met before. Ask ${witness.name} for its fingerprint by another way, such as the telephone, and give that fingerprint.`
        : `The fingerprint does not belong to the key of ${witness.name} in this file: one of them is not what its owner gave out. Nothing was recorded.`,
    )
  }
  const cosignedAt = openOrRefuse(note, witness).at.toISOString()
  // What the log signed was compared with this ledger before; lines of witnesses that were not asked about go.
  const checkpoint = keepSignatures(note, ({ name, keyId }) => name === origin || (name === witness.name && keyId === witness.keyId))
  const { size, root } = claimOf(checkpoint)
  return { size, root: hashToBase64(root), checkpoint, cosignedAt, witness: { name: witness.name, vkey: witness.vkey, fingerprint: wanted } }
}

const compact = (fingerprint: string) => fingerprint.replaceAll(/[\s:-]/g, '').toLowerCase()

/** The key named, or one met before whose line the checkpoint carries. */
function findWitness(index: Index, note: string, named: string | null): Verifier {
  try {
    if (named !== null) return parseCosignerVkey(named.trim())
  } catch (error) {
    if (!(error instanceof NoteError)) throw error
    throw new AppError('BAD_INPUT', 'The witness key is not one: it is a line of the form name+id+base64, as the witness gives it out.', { cause: error })
  }
  const met = readMetKeys(index).map(parseCosignerVkey)
  const lines = parseNote(note).signatures
  const found = met.find((key) => lines.some(({ name, keyId }) => name === key.name && keyId === key.keyId))
  if (found) return found
  throw new AppError('BAD_INPUT', 'This checkpoint carries no cosignature by a witness that was met before. Name the key of the witness that cosigned it.')
}

function openOrRefuse(note: string, witness: Verifier): Cosignature {
  try {
    return openCosignature(note, witness)
  } catch (error) {
    if (!(error instanceof NoteError)) throw error
    const why = error.reason === 'unknown_key' ? `carries no cosignature by ${witness.name} with this key` : `carries a cosignature by ${witness.name} that does not belong to it`
    throw new AppError('BAD_INPUT', `The checkpoint ${why}. Nothing was recorded.`, { cause: error })
  }
}
