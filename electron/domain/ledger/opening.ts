import { existsSync } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { isWritable } from '../../platform/sqlite-ledger.ts'
import type { Signer } from '../../tlog/note.ts'
import { createOneCopy } from './copies.ts'
import { loadClosing } from './closing.ts'
import type { Closing } from './closing.ts'
import { loadLogKeys } from './log-key.ts'
import { createPlausibleDate } from './plausible-date.ts'
import { checkAtOpen, createKeyReader, readSeenBefore } from './open-check.ts'
import type { OpenCheck } from './open-check.ts'
import { parseLeaf } from './leaf.ts'
import type { Records } from './service.ts'
import { createSession, inOneRead } from './session.ts'
import type { Session, Tree } from './session.ts'
import { ledgerFile, openStore } from './store.ts'
import type { LedgerStore } from './store.ts'

export interface OpenLedgerOptions {
  dir: string
  stateDir: string
  clock: Clock
  records: Records
  /** Drops the records and folds them anew: mends RECORD-CHANGED. */
  repair?: boolean
  /** A person said for this run that the clock is right, however long the ledger was not seen. */
  dateIsRight?: boolean
}

/**
 * Opens a ledger after the checks that take milliseconds. One that is older than it was, or changed, opens read-only with the
 * reason. Errors: BAD_INPUT (no workspace), UNSUPPORTED_FORMAT, LEDGER_UNSAFE (too damaged to be read at all).
 */
export function openSession({ dir, stateDir, clock, records, dateIsRight = false }: OpenLedgerOptions): Session {
  const path = ledgerFile(dir)
  if (!existsSync(path)) throw new AppError('BAD_INPUT', `${dir} is not a Countersign workspace: it has no ledger.db. Choose another folder, or create a workspace there.`)
  const mode = isWritable(path) ? 'write' : 'read'
  const store = openStore(path, mode)
  try {
    const ours = createKeyReader(stateDir)
    const seen = readSeenBefore(store, stateDir, dir, ours)
    const { check, genesis, first } = inOneRead(store, () => {
      const check = checkAtOpen(store, seen, ours)
      if (!check.genesis) throw tooDamaged(path, check)
      return { check, genesis: check.genesis, first: toTree(store, check, check.genesis.origin) }
    })
    const signers = loadLogKeys(stateDir, genesis.origin).map(({ signer }) => signer)
    const date = createPlausibleDate({ stateDir, origin: genesis.origin, clock })
    const copy = createOneCopy(stateDir, genesis.origin, dir)
    const wrong = whyReadOnly(check, mode, signers, loadClosing(stateDir, genesis.origin))
    const elsewhere = wrong ? null : copy.claim(first.size)
    const readOnly = wrong ?? (elsewhere === null ? null : { reason: toElsewhere(elsewhere) })
    return createSession({ dir, stateDir, clock, records, ...genesis, signers, readOnly, copy, date, dateIsRight, elsewhere, opened: store, first, mode })
  } catch (error) {
    store.close()
    throw error
  }
}

function whyReadOnly({ findings, headFindings, genesis }: OpenCheck, mode: 'write' | 'read', signers: readonly Signer[], closing: Closing | null): Session['readOnly'] {
  const [worst] = [...headFindings, ...findings]
  if (worst) return { reason: `${worst.meaning} ${worst.detail} ${worst.action}` }
  if (mode === 'read') return { reason: 'The workspace folder is write-protected on this computer.' }
  if (closing) return { reason: closing.sentence }
  if (signers.length === 0) {
    return { reason: 'The log key of this workspace is not on this computer; continue it where it was created, or bring the key over: "countersign ledger key export" there, "import" here.' }
  }
  if (!signers.some(({ vkey }) => vkey === genesis?.log.current.vkey)) {
    return { reason: 'The ledger names another log key than this computer holds for it: the file was replaced, or the key was changed elsewhere. Verify it, then restore a backup or import the newer log key.' }
  }
  return null
}

const toElsewhere = (dir: string) =>
  `The same ledger is also in ${dir} on this computer, and goes on there. Two copies that both take entries would become two histories of one ledger. Open that one, or go on here instead ("countersign ledger continue"); that copy then takes no more entries.`

/** The tree over what is there. For a damaged ledger that may be less than its head claims. */
function toTree(store: LedgerStore, { frontier, head }: OpenCheck, origin: string): Tree {
  if (!frontier) throw new AppError('LEDGER_UNSAFE', `${store.path} lacks entries or stored hashes that its end needs. Verify the ledger, and restore it from a backup.`)
  const last = store.readLeaf(frontier.size - 1)
  return { size: frontier.size, note: head?.note ?? '', frontier, lastAt: last === null ? '' : parseLeaf(last, frontier.size - 1, origin).at }
}

function tooDamaged(path: string, { findings }: OpenCheck): AppError {
  const [first] = findings
  return new AppError('LEDGER_UNSAFE', `${path} can not be opened as a ledger. ${first?.detail ?? ''} Restore it from a backup; "countersign ledger verify" lists everything that was found.`)
}
