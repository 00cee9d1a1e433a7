import { join, resolve } from 'node:path'
import type * as z from 'zod'
import type { custodyContract, Erasable, LogKeyState, Redacted } from '../../shared/contract/custody.ts'
import { custodyEntries } from '../../shared/contract/custody.ts'
import { createRedactions } from '../domain/identity/redaction.ts'
import { toRotationText } from '../domain/identity/statements.ts'
import { removeClosing, writeClosing } from '../domain/ledger/closing.ts'
import { exportLogKey, importLogKey, removeLogKeys } from '../domain/ledger/key-file.ts'
import { loadLogKeys } from '../domain/ledger/log-key.ts'
import { createBlobStore } from '../platform/blobs.ts'
import { fingerprintOfVkey } from '../tlog/vkey.ts'
import { createBackups } from './backups/service.ts'
import { readSeqsOf } from '../domain/ledger/entry-rows.ts'
import type { Machine, Workspace } from './workspace.ts'

type Input<K extends 'rotateLogKey' | 'exportLogKey' | 'importLogKey' | 'redact'> = z.output<NonNullable<(typeof custodyContract)[K]['~orpc']['inputSchema']>>

/** Where the key is that signs this ledger's checkpoints, and every key that did before. */
export function toLogKeyState({ ledger }: Workspace, { stateDir }: Machine): LogKeyState {
  const held = loadLogKeys(stateDir, ledger.origin).find(({ signer }) => signer.vkey === ledger.logVkey)
  const history = ledger.logKeys().map(({ vkey, since }) => {
    const { at, actor, kind, body } = ledger.read(since)
    const reason = kind === 'log.key.rotated/v1' ? custodyEntries[kind].parse(body).reason : 'The ledger began with it.'
    return { seq: since, at, by: actor, vkey, fingerprint: fingerprintOfVkey(vkey), reason }
  })
  const sentence = held
    ? 'The log key is in a file that only your account on this computer may read. It is not encrypted, and not in the keychain of the system: whoever holds this account can sign as this ledger, but can not change what a person has signed over or what has left the computer.'
    : 'The log key is not on this computer: the ledger can be read and verified here, and continued where the key is.'
  return { vkey: ledger.logVkey, fingerprint: fingerprintOfVkey(ledger.logVkey), place: held ? 'file' : 'elsewhere', path: held?.path ?? null, sentence, history }
}

/** A new log key signs from now on. Both keys and the acting person sign that it does. */
export async function rotateLogKey({ ledger, identity }: Workspace, actor: string, { reason, passphrase }: Input<'rotateLogKey'>): Promise<void> {
  const signer = await identity.unlock(actor, passphrase)
  ledger.rotateKey(actor, (tip, at, { previous, next, signers }) => {
    const text = toRotationText({ previous, next }, reason, { signer: signer.person, signedAt: at, ledger: { origin: ledger.origin, ...tip } })
    return { kind: 'log.key.rotated/v1', body: { previous: { vkey: previous }, key: { vkey: next }, reason, note: signer.signNote(text, signers) } }
  })
}

/** With `move` the open workspace has to be opened again afterwards: it takes no more entries. */
export async function exportTheLogKey({ ledger }: Workspace, actor: string, { file, passphrase, move }: Input<'exportLogKey'>, { stateDir, clock, sealing }: Machine): Promise<void> {
  const place = { stateDir, origin: ledger.origin, sealing }
  const at = clock.now().toISOString()
  const out = resolve(file)
  if (!move) return exportLogKey(place, { name: ledger.name, checkpoint: ledger.tip().checkpoint, at, file: out, passphrase })
  let checkpoint = ''
  // Closed under the write lock: no other process appends after the checkpoint that goes with the key.
  ledger.append(actor, (tip) => {
    checkpoint = tip.checkpoint
    const sentence = `The log key of this ledger was moved to another computer on ${at.slice(0, 10)}, in ${out}. This copy stays readable; the ledger goes on where the key was imported.`
    writeClosing(stateDir, ledger.origin, { why: 'moved', at, sentence })
    return []
  })
  try {
    await exportLogKey(place, { name: ledger.name, checkpoint, at, file: out, passphrase })
  } catch (error) {
    removeClosing(stateDir, ledger.origin)
    throw error
  }
  removeLogKeys(place)
}

/** The workspace has to be opened again afterwards. */
export const importTheLogKey = ({ ledger }: Workspace, { file, passphrase }: Input<'importLogKey'>, { stateDir, sealing }: Machine): Promise<void> =>
  importLogKey({ stateDir, origin: ledger.origin, sealing }, resolve(file), passphrase)

const redactionsOf = ({ dir, ledger, identity, index }: Workspace) =>
  createRedactions({ ledger, identity, blobs: createBlobStore(join(dir, 'blobs')), redactionSeqs: () => readSeqsOf(index, ['payload.redacted/v1', 'blob.redacted/v1']) })

/** `others`: also which entries name the same files; that looks at every entry. */
export function toErasable(workspace: Workspace, seq: number, actor: string | null, machine: Machine, others = true): Erasable {
  const found = redactionsOf(workspace).erasable(seq, actor, others)
  const until = found.done.length > 0 ? Math.min(...found.done.map((one) => one.seq)) : workspace.ledger.tip().size
  return { ...found, heldBy: createBackups(workspace, machine).holding(seq, until) }
}

export async function redact(workspace: Workspace, actor: string, input: Input<'redact'>, machine: Machine): Promise<Redacted> {
  const { redactions, complete } = await redactionsOf(workspace).redact(actor, input)
  workspace.experiments.forgetErased(redactions.filter(({ kind }) => kind === 'file').map(({ id }) => id))
  const heldBy = createBackups(workspace, machine).holding(input.seq, redactions[0]?.seq ?? workspace.ledger.tip().size)
  return { redactions, complete, heldBy, sentence: toSentence(complete, heldBy) }
}

function toSentence(complete: boolean, heldBy: Redacted['heldBy']): string {
  const here = complete
    ? 'The data is gone from the files of this workspace.'
    : 'The data is deleted, but another program has the ledger open, so its bytes are still in a file beside it. Close that program; the next entry or closing this workspace removes them.'
  if (heldBy.length === 0) return `${here} No backup that this computer knows of holds it. Copies made in other ways, and files that were sent away, are not known here.`
  return `${here} ${heldBy.length === 1 ? 'One backup still holds' : `${heldBy.length} backups still hold`} it: ${heldBy.map(({ path }) => path).join(', ')}. Make a new backup and delete these, or let them expire.`
}
