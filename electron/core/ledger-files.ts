import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { Handlers, Work } from '../../shared/contract/handlers.ts'
import type { Cosigned, Exported, FileCheck, ledgerContract, Witness } from '../../shared/contract/ledger.ts'
import { AppError } from '../../shared/errors.ts'
import { exportLedger } from '../domain/ledger/export.ts'
import type { Ledger } from '../domain/ledger/service.ts'
import { readEvidenceFile, type EvidenceFile } from '../domain/reports/evidence-file.ts'
import { projectFile } from '../platform/assets.ts'
import { createBlobStore } from '../platform/blobs.ts'
import { writeTextFile } from '../platform/output-file.ts'
import { readCheckpoint } from '../tlog/checkpoint.ts'
import { NoteError, parseNote } from '../tlog/note.ts'
import { verifyInclusionProof } from '../tlog/proof.ts'
import { isConsistencyFile, isInclusionFile } from '../tlog/proof-file.ts'
import { leafHash } from '../tlog/tree.ts'
import type { Workspace } from './workspace.ts'

/** What lies between a ledger and files: checks of files, proofs, exports, cosignatures. It needs several modules, so it stands above them. */

export function checkFile(ledger: Ledger, path: string): FileCheck {
  const given = readEvidenceFile(resolve(path))
  const check = ledger.checkCheckpoint(given.note)
  const entry = given.inclusion && check.outcome === 'holds' ? toEntryCheck(ledger, given.note, given.inclusion) : null
  const sentence = entry === null ? check.sentence : `${check.sentence} Entry ${entry.seq} ${entry.holds ? 'is the one that the proof is about' : 'is not the one that the proof is about, or the proof was changed'}.`
  return { ...check, sentence, file: given.file, entry }
}

/** The proof leads from an entry to a root; here it has to lead from the entry that this ledger holds. */
function toEntryCheck(ledger: Ledger, note: string, { index, path }: NonNullable<EvidenceFile['inclusion']>): FileCheck['entry'] {
  const { size, root } = readCheckpoint(note)
  if (index >= size) return { seq: index, holds: false }
  return { seq: index, holds: verifyInclusionProof(leafHash(ledger.read(index).leaf), index, size, root, path) }
}

const pairHeader = 'countersign.example/checkpoint-pair/v1'

/** Two signed notes about one ledger in one file: where they disagree, together they prove that history was rewritten. docs/formats/proofs.md */
export function toPair({ outcome, sentence, theirs, ours }: Pick<FileCheck, 'sentence' | 'theirs' | 'ours'> & { outcome: string }): string {
  return `${pairHeader}\nOutcome: ${outcome}\n${sentence}\n\n=== from the file ===\n${theirs}\n=== from this ledger ===\n${ours ?? 'none\n'}`
}

const isText = (text: string) => isInclusionFile(text) || isConsistencyFile(text) || text.startsWith(`${pairHeader}\n`) || isNote(text)

function isNote(text: string): boolean {
  try {
    return parseNote(text).signatures.length > 0
  } catch (error) {
    if (error instanceof NoteError) return false
    throw error
  }
}

/** Writes a proof, a checkpoint or a pair; replaces only what is one of these. */
export const saveText = (out: string, text: string): { path: string; bytes: number } => writeTextFile(resolve(out), text, isText)

/** Writes an entry as the bytes that were hashed; replaces only an entry. */
export const saveEntry = (out: string, leaf: string): { path: string; bytes: number } => writeTextFile(resolve(out), leaf, (before) => before.startsWith('{"actor":'))

export const proofFileName = (seq: number): string => `entry-${seq}.tlog-proof`

/** The page that verifies without us, as it was built; null in a checkout that has not been built. */
export function findVerifier(): string | null {
  const path = projectFile('dist/verifier/verify.html')
  return existsSync(path) ? path : null
}

/** Writes the page beside a file that goes out; a page of another version is replaced. */
export function putVerifierBeside(file: string): { path: string; bytes: number } {
  const from = findVerifier()
  if (from === null) throw new AppError('NOT_FOUND', 'The page that verifies is not built yet. Run "npm run build" first.')
  return writeTextFile(join(dirname(resolve(file)), 'verify.html'), readFileSync(from, 'utf8'), (before) => before.includes('<title>Countersign verifier</title>'))
}

/** `actor`: who does it; the program itself where nobody is signed in. */
export async function exportTo({ ledger, dir: home }: Workspace, { dir, verifier = true, actor = 'countersign' }: { dir: string; verifier?: boolean; actor?: string | undefined }, work: Work): Promise<Exported> {
  const target = resolve(dir)
  const way = relative(home, target)
  if (!way.startsWith('..') && !isAbsolute(way)) throw new AppError('BAD_INPUT', `${target} is inside the workspace. Export into a folder outside of it.`)
  return await exportLedger({ ledger, blobs: createBlobStore(resolve(home, 'blobs')), verifier: verifier ? findVerifier() : null, actor }, target, work)
}

export interface CosignRequest {
  /** Null: the newest checkpoint of this ledger. */
  path: string | null
  logKey: string | null
  passphrase: string
  out: string | null
}

/** Asks for the key last: whatever can be said without it is said before a passphrase is tried. */
export async function cosignFile({ ledger, identity, witnessing }: Workspace, actor: string, { path, logKey, passphrase, out }: CosignRequest): Promise<Cosigned> {
  const given = path === null ? null : readEvidenceFile(resolve(path))
  const own = given === null || readCheckpoint(given.note).origin === ledger.origin
  const signer = await identity.unlock(actor, passphrase)
  const answer = own
    ? witnessing.cosignOwn(actor, given?.note ?? null, signer)
    : witnessing.cosign(actor, { ...given, logVkey: logKey?.trim() ?? given.logVkey, file: { name: given.name, sha256: given.sha256 } }, signer)
  if (answer.checkpoint !== null && out !== null) saveText(out, answer.checkpoint)
  return answer
}

export function addCosignature({ witnessing }: Workspace, actor: string, given: { path: string; witnessKey?: string | undefined; fingerprint?: string | undefined }): Witness {
  const { note } = readEvidenceFile(resolve(given.path))
  return witnessing.addCosignature(actor, { note, witnessKey: given.witnessKey?.trim() ?? null, fingerprint: given.fingerprint ?? null })
}

type FileHandlers = Pick<Handlers<typeof ledgerContract>, 'checkFile' | 'saveEvidence' | 'proof' | 'saveProof' | 'saveConsistency' | 'saveVerifier' | 'export' | 'cosign' | 'addCosignature' | 'witnesses' | 'auditTrail'>

export function ledgerFileHandlers(workspace: Workspace): FileHandlers {
  const { ledger, witnessing } = workspace
  return {
    checkFile: ({ path }) => checkFile(ledger, path),
    saveEvidence: ({ path, out }) => saveText(out, toPair(checkFile(ledger, path))),
    proof: ({ seq }) => ({ fileName: proofFileName(seq), text: ledger.inclusionFile(seq) }),
    saveProof: ({ seq, out }) => saveText(out, ledger.inclusionFile(seq)),
    saveConsistency: ({ from, out }) => saveText(out, ledger.consistencyFile(from)),
    saveVerifier: ({ beside }) => putVerifierBeside(beside),
    export(input, call) {
      const actor = call.actorOrNull() ?? undefined
      return call.startJob('export', 'Exporting the ledger', (work) => exportTo(workspace, { ...input, actor }, work))
    },
    cosign: ({ path = null, logKey = null, passphrase, out = null }, call) => cosignFile(workspace, call.actor(), { path, logKey, passphrase, out }),
    addCosignature: (input, call) => addCosignature(workspace, call.actor(), input),
    witnesses: () => witnessing.list(),
    auditTrail: () => workspace.trail(),
  }
}
