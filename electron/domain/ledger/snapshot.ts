import { existsSync } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import { readCheckpoint } from '../../tlog/checkpoint.ts'
import type { Checkpoint } from '../../tlog/checkpoint.ts'
import { hashToBase64, rootAt } from '../../tlog/tree.ts'
import { parseGenesis } from './genesis.ts'
import { highWaterFile } from './marks.ts'
import { readSeenBefore } from './open-check.ts'
import { ledgerFile, openStore } from './store.ts'
import type { LedgerStore } from './store.ts'

/** Which ledger a file is, and how far it goes. */
export interface LedgerFacts {
  origin: string
  name: string
  size: number
  /** Base64, as the signed head says; the caller verifies it. */
  root: string
  checkpoint: string
}

/** Copies a workspace's ledger.db, compact and without free pages, to a file that does not exist yet; says what the copy is. */
export function copyLedger(dir: string, target: string): LedgerFacts {
  reading(ledgerFile(dir), (store) => store.copyTo(target))
  return reading(target, readFacts)
}

/** What the entries from `seq` on are about, in the ledger of a folder; those that can not be read are for verification. */
export function readKindsFrom(dir: string, seq: number): { kind: string; body: Record<string, unknown> }[] {
  return reading(ledgerFile(dir), (store) => store.readRows(seq, Math.max(0, store.readSize() - seq)).flatMap(({ leaf }) => toKind(leaf)))
}

function toKind(leaf: string): { kind: string; body: Record<string, unknown> }[] {
  try {
    const { kind, body } = JSON.parse(leaf) as { kind: string; body: Record<string, unknown> }
    return [{ kind, body }]
  } catch {
    return []
  }
}

/** LEDGER_UNSAFE where the file does not say which ledger it is. */
export const readLedgerFacts = (dir: string): LedgerFacts => reading(ledgerFile(dir), readFacts)

/** The same without a word where there is no readable ledger. */
export function peekLedger(dir: string): LedgerFacts | null {
  try {
    return existsSync(ledgerFile(dir)) ? readLedgerFacts(dir) : null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

export interface SeenHere {
  /** The newest checkpoint of this ledger that this computer saw. */
  mark: Checkpoint & { note: string }
  /** False where the entries that both have are not the same. */
  agrees: boolean
}

/** How the ledger in `dir` stands to what this computer has seen of it; null where it has seen nothing. */
export function readSeenHere(dir: string, stateDir: string): SeenHere | null {
  return reading(ledgerFile(dir), (store) => {
    const { origin, size } = readFacts(store)
    const path = highWaterFile(stateDir, origin)
    const mark = readSeenBefore(store, stateDir, dir).find((seen) => seen.path === path)
    if (!mark) return null
    return { mark, agrees: mark.size > size || rootAt(mark.size, store.subtrees) === mark.root }
  })
}

function readFacts(store: LedgerStore): LedgerFacts {
  const genesis = parseGenesis(store.readLeaf(0))
  const head = store.readHead()
  if (!genesis || !head) throw new AppError('LEDGER_UNSAFE', `${store.path} does not say which ledger it is, or its signed head is gone. Verify it; it can not be backed up as it is.`)
  const { size, root } = readCheckpoint(head.note)
  return { origin: genesis.origin, name: genesis.name, size, root: hashToBase64(root), checkpoint: head.note }
}

function reading<T>(path: string, read: (store: LedgerStore) => T): T {
  const store = openStore(path, 'read')
  try {
    return read(store)
  } finally {
    store.close()
  }
}
