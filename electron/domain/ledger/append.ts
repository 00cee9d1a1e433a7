import type { Entry } from '../../../shared/contract/ledger.ts'
import { existsSync } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import { signCheckpoint } from '../../tlog/checkpoint.ts'
import { canonicalize } from '../../tlog/canonical.ts'
import { leafHash } from '../../tlog/tree.ts'
import type { Signer } from '../../tlog/note.ts'
import type { Frontier } from '../../tlog/tree.ts'
import { catchUp } from './catch-up.ts'
import type { Appended } from './catch-up.ts'
import { loadClosing } from './closing.ts'
import { createLeafWriter } from './leaf.ts'
import { refuseDoubt } from './plausible-date.ts'
import type { Frame } from './leaf.ts'
import { toDrafts, writePayloads } from './payloads.ts'
import type { Committed } from './payloads.ts'
import type { EntryDraft, Ledger, StoredEntry, Tip } from './service.ts'
import { toDateDoubt, toTip } from './session.ts'
import type { Session, Tree } from './session.ts'
import type { LedgerStore } from './store.ts'

export type Published = (appended: Appended) => void

/** The append of service.ts; `published` hears of it once it is durable and may let the checkpoint out. */
export function createAppend(session: Session, published: Published): Ledger['append'] {
  return (actor, decide) => appendSigned(session, published, actor, (tip, at) => [decide(tip, at)].flat(), (size) => session.signerFor(size))
}

type Decide = (tip: Tip, at: string) => readonly EntryDraft[]

/** One append whose head is signed by the key that `signerFor` gives for the size before it. */
export function appendSigned(session: Session, published: Published, actor: string, decide: Decide, signerFor: (size: number) => Signer | null): StoredEntry[] {
  const store = writableStore(session)
  store.begin('write')
  let appended: Appended
  try {
    // Asked under the lock: a ledger that is being moved to another computer takes nothing after the state that moves.
    if (existsSync(session.closingFile)) throw readOnlyBecause(loadClosing(session.stateDir, session.origin)?.sentence ?? 'it was closed.')
    if (!session.copy.isHere()) throw readOnlyBecause(`it goes on in ${session.copy.dir()}, another copy on this computer, since somebody chose that there. Open that one; nothing was written here.`)
    const before = session.tree()
    const signer = signerFor(before.size + 1)
    if (!signer) throw readOnlyBecause('its log key is not on this computer.')
    catchUp(session, before)
    const doubt = toDateDoubt(session, before.lastAt)
    if (doubt) throw refuseDoubt(doubt)
    const time = toEntryTime(session.clock.now(), before.lastAt)
    const drafts = toDrafts(decide(toTip(before), time.at))
    const entries = toEntries(drafts, { actor, ...time, ledger: session.origin }, before.size)
    if (entries.length === 0) return []
    writePayloads(store, drafts)
    appended = { before, entries, after: writeEntries(store, before.frontier, entries, signer) }
    store.commit()
  } finally {
    // After the commit there is nothing to undo; before it, everything goes.
    store.rollback()
  }
  session.keep(appended.after)
  published(appended)
  return [...appended.entries]
}

const readOnlyBecause = (reason: string) => new AppError('READ_ONLY', `Nothing can be added to this ledger: ${reason}`)

function writableStore(session: Session): LedgerStore {
  if (session.readOnly) throw readOnlyBecause(session.readOnly.reason)
  const store = session.store()
  if (store.inTransaction()) throw new Error('append was called from inside append')
  return store
}
/** Time never goes back: where the clock did, the newest time is repeated and the entry says by how many milliseconds. */
export function toEntryTime(now: Date, lastAt: string): { at: string; clockBack?: number } {
  const at = now.toISOString()
  return at >= lastAt ? { at } : { at: lastAt, clockBack: Date.parse(lastAt) - now.getTime() }
}

export function toEntries(drafts: readonly Committed[], frame: Frame, from: number): StoredEntry[] {
  const { actor, at, clockBack, ledger } = frame
  const writeLeaf = createLeafWriter(frame)
  return drafts.map(({ kind, body, committed }, i) => {
    const seq = from + i
    const { text, inOrder } = canonicalize(body)
    const payload = committed?.map(({ id }) => id.toString('hex'))
    const leaf = writeLeaf(kind, text, seq, payload)
    // Records come from what was written: the order of members, too, is that of the bytes.
    const entry: StoredEntry = { actor, at, body: inOrder ? body : (JSON.parse(text) as Entry['body']), kind, ledger, seq, v: 1, leaf }
    if (clockBack !== undefined) entry.clockBack = clockBack
    if (payload) entry.payload = payload
    return entry
  })
}

/** Writes entries, the nodes that they complete and the head that covers them; the caller commits. */
export function writeEntries(store: LedgerStore, edge: Frontier, entries: readonly StoredEntry[], signer: Signer): Tree {
  const frontier = edge.clone((level, n, value) => store.insertNode(level, n, value))
  const leaves = entries.map(({ leaf }) => leaf)
  store.insertLeaves(edge.size, leaves)
  for (const leaf of leaves) frontier.push(leafHash(leaf))
  const note = signCheckpoint(signer, frontier.size, frontier.root())
  store.writeHead({ size: frontier.size, note })
  return { size: frontier.size, note, frontier, lastAt: entries.at(-1)!.at }
}
