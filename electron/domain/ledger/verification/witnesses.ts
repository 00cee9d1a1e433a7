import { ledgerEntries } from '../../../../shared/contract/ledger.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import { openCheckpoint } from '../../../tlog/checkpoint.ts'
import { openCosigned, parseCosignerVkey } from '../../../tlog/cosignature.ts'
import { NoteError, parseVkey } from '../../../tlog/note.ts'
import { hashFromBytes, hashToBase64 } from '../../../tlog/tree.ts'
import type { Hash } from '../../../tlog/tree.ts'
import type { Report } from '../../../tlog/verification.ts'
import { decodeBase64, fingerprintOf } from '../../../tlog/vkey.ts'
import { judgeNextTree } from '../../../tlog/witness.ts'
import { followHandover } from '../rotation.ts'
import { seenBody, seenKinds } from '../seen-body.ts'

export type WitnessFinding = 'WITNESS-SIGNATURE' | 'WITNESS-INCONSISTENT' | 'HISTORY-CHANGED'

export const witnessKinds: readonly string[] = ['witness.cosigned/v1', ...seenKinds]

export interface WitnessOptions {
  log: Parameters<typeof openCheckpoint>[1]
  rootAt: (size: number) => Hash | null
  report: Report<WitnessFinding>
}

/** Checks cosignatures that others gave, against the history before them, and that what we saw of each other ledger is one history. */
export function createWitnessCheck({ log, rootAt, report }: WitnessOptions): (entry: Entry) => void {
  const refuse = (entry: Entry, why: string) => report('WITNESS-SIGNATURE', entry.seq, `Entry ${entry.seq} (${entry.kind}): ${why}.`)
  const checkCosigned = (entry: Entry) => {
    const body = ledgerEntries['witness.cosigned/v1'].safeParse(entry.body).data
    if (!body) return refuse(entry, 'it does not have the form of its kind')
    const opened = attempt(() => {
      const witness = parseCosignerVkey(body.witness.vkey)
      return { ...openCosigned(body.checkpoint, log, witness), witness }
    })
    if (!opened) return refuse(entry, `the checkpoint is not signed by this ledger and cosigned by ${body.witness.name}`)
    const { size, root, cosignature, witness } = opened
    const says = { size: body.size, root: body.root, at: body.cosignedAt, name: body.witness.name, fingerprint: body.witness.fingerprint }
    const signed = { size, root: hashToBase64(root), at: cosignature.at.toISOString(), name: witness.name, fingerprint: fingerprintOf(witness.publicKey) }
    if (JSON.stringify(says) !== JSON.stringify(signed)) return refuse(entry, 'the entry says something else than what was cosigned')
    const now = size <= entry.seq ? rootAt(size) : null
    if (size > entry.seq || (now !== null && now !== root)) {
      report('HISTORY-CHANGED', entry.seq, `Entry ${entry.seq}: ${body.witness.name} cosigned ${size} entries that this ledger does not continue.`)
    }
  }
  const checkSeen = createSeenCheck(report, refuse)
  return (entry) => {
    if (entry.kind === 'witness.cosigned/v1') checkCosigned(entry)
    if (seenKinds.includes(entry.kind)) checkSeen(entry)
  }
}

type SeenBefore = { seq: number; size: number; root: Hash; logVkey: string }

/** Follows each other ledger from what was seen first: key, sizes and proofs have to make one history. */
function createSeenCheck(report: Report<WitnessFinding>, refuse: (entry: Entry, why: string) => void): (entry: Entry) => void {
  const newest = new Map<string, SeenBefore>()
  return (entry) => {
    const body = seenBody.safeParse(entry.body).data
    if (!body) return refuse(entry, 'it does not have the form of its kind')
    const { origin, logVkey } = body
    const seen = attempt(() => {
      const other = parseVkey(logVkey)
      const witness = body.witness
      return witness ? openCosigned(body.checkpoint, other, parseCosignerVkey(witness.vkey)) : openCheckpoint(body.checkpoint, other)
    })
    if (!seen || seen.origin !== origin || seen.size !== body.size || hashToBase64(seen.root) !== body.root) {
      return refuse(entry, `the checkpoint is not one of ${origin} with the size, root and signatures that the entry names`)
    }
    const before = newest.get(origin) ?? null
    const named = before && { seq: before.seq, size: before.size, root: hashToBase64(before.root) }
    const path = body.proof.map((line) => decodeBase64(line)).map((bytes) => (bytes?.byteLength === 32 ? hashFromBytes(bytes) : ''))
    const next = judgeNextTree(before, seen, before && seen.size > before.size ? { old: before.size, path } : null)
    const follows = next === 'first' || next === 'same' || next === 'continues'
    if (!follows || JSON.stringify(named) !== JSON.stringify(body.before && { seq: body.before.seq, size: body.before.size, root: body.before.root }) || (before !== null && followHandover(origin, before.logVkey, body.handover ?? []) !== logVkey)) {
      report('WITNESS-INCONSISTENT', entry.seq, `Entry ${entry.seq}: what it remembers of ${origin} does not continue what was seen before${before ? ` (entry ${before.seq})` : ''}.`)
    }
    newest.set(origin, { seq: entry.seq, size: seen.size, root: seen.root, logVkey })
  }
}

function attempt<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}
