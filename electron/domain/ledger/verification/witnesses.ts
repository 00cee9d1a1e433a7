import type * as z from 'zod'
import { interopEntries } from '../../../../shared/contract/interop.ts'
import { ledgerEntries } from '../../../../shared/contract/ledger.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import { openCheckpoint } from '../../../tlog/checkpoint.ts'
import { openCosigned, parseCosignerVkey } from '../../../tlog/cosignature.ts'
import { NoteError, parseVkey } from '../../../tlog/note.ts'
import { verifyConsistencyProof } from '../../../tlog/proof.ts'
import { hashFromBytes, hashToBase64 } from '../../../tlog/tree.ts'
import type { Hash } from '../../../tlog/tree.ts'
import type { Report } from '../../../tlog/verification.ts'
import { decodeBase64, fingerprintOf } from '../../../tlog/vkey.ts'
import { judgeNextTree } from '../../../tlog/witness.ts'
import { followHandover } from '../rotation.ts'
import { isOlder, seenBody, seenKinds } from '../seen-body.ts'

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
    checkHistory(entry, body.witness.name, { size, root })
  }
  const checkHistory = ({ seq }: Entry, name: string, { size, root }: { size: number; root: Hash }) => {
    const now = size <= seq ? rootAt(size) : null
    if (size <= seq && (now === null || now === root)) return
    report('HISTORY-CHANGED', seq, `Entry ${seq}: ${name} cosigned ${size} entries that this ledger does not continue.`)
  }
  const checkAnswer = (entry: Entry) => {
    const imported = interopEntries['import/v1'].safeParse(entry.body).data
    const cosigned = imported && 'answer' in imported ? imported.answer.cosigned : null
    if (!imported || !cosigned) return
    const opened = attempt(() => openCosigned(cosigned.checkpoint, log, parseCosignerVkey(cosigned.witness)))
    if (!opened) return refuse(entry, 'the checkpoint in the answer is not signed by this ledger and cosigned by the witness key that it names')
    checkHistory(entry, opened.cosignature.name, opened)
  }
  const checkSeen = createSeenCheck(report, refuse)
  return (entry) => {
    if (entry.kind === 'witness.cosigned/v1') checkCosigned(entry)
    if (entry.kind === 'import/v1') checkAnswer(entry)
    if (seenKinds.includes(entry.kind)) checkSeen(entry)
  }
}

type SeenBefore = { seq: number; size: number; root: Hash; logVkey: string }

/** Follows each other ledger from what was seen first: key, sizes and proofs have to make one history. */
function createSeenCheck(report: Report<WitnessFinding>, refuse: (entry: Entry, why: string) => void): (entry: Entry) => void {
  /** By origin, each larger than the one before. */
  const known = new Map<string, SeenBefore[]>()
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
    const all = known.get(origin) ?? []
    known.set(origin, all)
    const now = { seq: entry.seq, size: seen.size, root: seen.root, logVkey }
    const late = isOlder(body)
    // A witness vouches for the largest tree only: what is cosigned never comes late.
    const follows = late ? !body.witness && isContinued(now, body, all) : continues(now, body, all.at(-1) ?? null)
    if (!follows) report('WITNESS-INCONSISTENT', entry.seq, `Entry ${entry.seq}: what it remembers of ${origin} does not continue what was seen before${all.length > 0 ? ` (entry ${all.at(-1)!.seq})` : ''}.`)
    if (!late) all.push(now)
  }
}

type SeenBody = z.output<typeof seenBody>

const toPath = ({ proof }: SeenBody): Hash[] => proof.map((line) => decodeBase64(line)).map((bytes) => (bytes?.byteLength === 32 ? hashFromBytes(bytes) : ''))
const isNamed = ({ before }: SeenBody, { seq, size, root }: SeenBefore) => before?.seq === seq && before.size === size && before.root === hashToBase64(root)

function continues(now: SeenBefore, body: SeenBody, before: SeenBefore | null): boolean {
  if (before === null) return body.before === null
  const next = judgeNextTree(before, now, now.size > before.size ? { old: before.size, path: toPath(body) } : null)
  return isNamed(body, before) && (next === 'same' || next === 'continues') && followHandover(body.origin, before.logVkey, body.handover ?? []) === now.logVkey
}

/** An older tree that came late, and the later one that it names: proof and hand-over lead from this one to that one. */
function isContinued(now: SeenBefore, body: SeenBody, all: readonly SeenBefore[]): boolean {
  const later = all.find((one) => isNamed(body, one))
  return later !== undefined && verifyConsistencyProof(now.size, now.root, later.size, later.root, toPath(body)) && followHandover(body.origin, now.logVkey, body.handover ?? []) === later.logVkey
}

function attempt<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}
