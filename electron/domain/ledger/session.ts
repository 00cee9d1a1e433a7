import type { DateDoubt } from '../../../shared/contract/workspace.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { openCheckpoint } from '../../tlog/checkpoint.ts'
import { frontierAt, hashToBytes, rootAt } from '../../tlog/tree.ts'
import type { LogKeys } from '../../tlog/log-keys.ts'
import type { Signer } from '../../tlog/note.ts'
import type { Frontier } from '../../tlog/tree.ts'
import { closingFile } from './closing.ts'
import { parseLeaf } from './leaf.ts'
import type { OneCopy } from './copies.ts'
import type { PlausibleDate } from './plausible-date.ts'
import type { Records, Tip } from './service.ts'
import { loadLogKeys } from './log-key.ts'
import { followRotations } from './rotations.ts'
import { openStore } from './store.ts'
import type { Head, LedgerStore } from './store.ts'

/** The committed tree as this process knows it. */
export interface Tree extends Head {
  frontier: Frontier
  /** Time of the newest entry: no later one may claim less. */
  lastAt: string
}

/** One open ledger: its connection, what is cached of its tree, and who may write. */
export interface Session {
  readonly dir: string
  readonly stateDir: string
  readonly origin: string
  readonly name: string
  readonly log: LogKeys
  /** The log keys on this computer, also former ones. */
  readonly signers: Signer[]
  readonly readOnly: { reason: string } | null
  readonly copy: OneCopy
  readonly date: PlausibleDate
  /** Said for as long as this session lasts. */
  readonly dateIsRight: boolean
  /** The folder of the copy that takes the entries, where that is why this one takes none. */
  readonly elsewhere: string | null
  /** There from the moment that this computer adds nothing any more: asked for at each append. */
  readonly closingFile: string
  readonly clock: Clock
  readonly records: Records
  /** The key that signs a tree of `size` entries; null where it is not on this computer. */
  signerFor(size: number): Signer | null
  /** The connection; a dropped one is opened anew. */
  store(): LedgerStore
  /** The tree that is committed now, also where another process moved it; inside a transaction, as that transaction sees it. */
  tree(): Tree
  keep(tree: Tree): void
  close(): void
}

export type SessionOptions = Omit<Session, 'closingFile' | 'signerFor' | 'store' | 'tree' | 'keep' | 'close'> & {
  opened: LedgerStore
  first: Tree
  mode: 'write' | 'read'
}

export function createSession({ opened, first, mode, ...fixed }: SessionOptions): Session {
  let store = opened
  let known = first
  let closed = false
  const reopened = () => {
    if (closed) throw new AppError('NO_WORKSPACE', 'This workspace was closed; open it again.')
    if (!store.isOpen()) {
      store = openStore(opened.path, mode)
      // After a failed sync the operating system's cache may have lied: nothing that was known counts.
      known = continueTree(store, known, fixed.log, true)
    }
    return store
  }
  return {
    ...fixed,
    closingFile: closingFile(fixed.stateDir, fixed.origin),
    signerFor(size) {
      const wanted = fixed.log.keyFor(size).vkey
      const find = () => fixed.signers.find(({ vkey }) => vkey === wanted) ?? null
      if (find()) return find()
      // Another process of this computer may have changed the log key since.
      const stored = loadLogKeys(fixed.stateDir, fixed.origin).map(({ signer }) => signer)
      fixed.signers.splice(0, fixed.signers.length, ...stored)
      return find()
    },
    store: reopened,
    tree: () => {
      // A read-only ledger may be one without a sound head: what was found at its opening stands.
      if (fixed.readOnly === null) known = inOneRead(reopened(), () => continueTree(store, known, fixed.log, false))
      return known
    },
    keep: (tree) => {
      known = tree
    },
    close: () => {
      closed = true
      store.close()
    },
  }
}

/** What keeps the clock from being believed, in a session that may write. */
export const toDateDoubt = ({ date, dateIsRight, readOnly }: Session, lastAt: string): DateDoubt | null => (dateIsRight || readOnly !== null ? null : date.doubt(lastAt))

export const toTip = ({ size, frontier, note }: Tree): Tip => ({ size, root: hashToBytes(frontier.root()), checkpoint: note })

/** Reads the tree that `head` signs; LEDGER_UNSAFE where entries and head do not agree. */
export function readTree(store: LedgerStore, head: Head, log: LogKeys): Tree {
  followRotations(store, log, head.note, head.size)
  const frontier = frontierAt(head.size, store.subtrees)
  const signed = openCheckpoint(head.note, log)
  if (store.readSize() !== head.size || signed.size !== head.size || signed.root !== frontier.root()) throw unsafe(store.path)
  const last = store.readLeaf(head.size - 1)
  return { ...head, frontier, lastAt: last === null ? '' : parseLeaf(last, head.size - 1, log.name).at }
}

function continueTree(store: LedgerStore, known: Tree, log: LogKeys, distrust: boolean): Tree {
  const head = store.readHead()
  if (!head) throw unsafe(store.path)
  if (!distrust && head.note === known.note) return known
  const tree = readTree(store, head, log)
  const continues = known.size === 0 || (tree.size >= known.size && rootAt(known.size, store.subtrees) === known.frontier.root())
  if (!continues) throw unsafe(store.path)
  return tree
}

const unsafe = (path: string) =>
  new AppError('LEDGER_UNSAFE', `${path} does not continue what this program read from it before: it was replaced or changed meanwhile. Close the workspace, verify it, and restore a backup if it is damaged.`)

/** Several statements see one state of the database. */
export function inOneRead<T>(store: LedgerStore, read: () => T): T {
  if (store.inTransaction()) return read()
  store.begin('read')
  try {
    return read()
  } finally {
    store.rollback()
  }
}
