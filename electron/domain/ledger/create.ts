import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import type { Predecessor } from '../../../shared/contract/custody.ts'
import { AppError } from '../../../shared/errors.ts'
import { syncFolder } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import { createFrontier } from '../../tlog/tree.ts'
import { toEntries, writeEntries } from './append.ts'
import { toDrafts, writePayloads } from './payloads.ts'
import { createLogKey } from './log-key.ts'
import type { EntryDraft } from './service.ts'
import { ledgerFile, openStore } from './store.ts'

export interface CreateLedgerOptions {
  /** The workspace folder; made where it does not exist. */
  dir: string
  stateDir: string
  clock: Clock
  name: string
  /** From `newOrigin()`, where something must be signed over it beforehand. */
  origin?: string
  /** What stands in the first transaction after the genesis, so that no crash leaves a ledger without its founder. */
  entries?: readonly { actor: string; draft: EntryDraft }[]
  /** The ledger that this one follows, where it follows one; given the new log key, because two people sign for that. */
  predecessor?: (vkey: string) => Predecessor
}

/** An origin names one ledger for ever: 128 random bits under the format's name. */
export const newOrigin = (): string => `countersign.example/ledger/${randomBytes(16).toString('hex')}`

/**
 * Writes a new ledger.db: schema, genesis and first entries in one transaction, so that a crash leaves either all of it or
 * a file that the next attempt may fill. CONFLICT where the folder holds a ledger already.
 */
export function createLedgerFile({ dir, stateDir, clock, name, origin = newOrigin(), entries = [], predecessor }: CreateLedgerOptions): void {
  mkdirSync(dir, { recursive: true })
  const store = openStore(ledgerFile(dir), 'create')
  try {
    store.begin('write')
    if (store.readSchema().length > 0) throw new AppError('CONFLICT', `${dir} holds a workspace already: open it, or choose another folder.`)
    const signer = createLogKey(stateDir, origin)
    store.createSchema()
    const createdBy = entries[0]?.actor ?? 'countersign'
    const genesis: EntryDraft = { kind: 'genesis/v1', body: { format: 1, name, vkey: signer.vkey, createdBy, ...(predecessor ? { predecessor: predecessor(signer.vkey) } : {}) } }
    const frame = { at: clock.now().toISOString(), ledger: origin }
    const drafts = [{ actor: 'countersign', draft: genesis }, ...entries].map(({ actor, draft }) => ({ actor, draft: toDrafts([draft])[0]! }))
    const first = drafts.flatMap(({ actor, draft }, seq) => toEntries([draft], { ...frame, actor }, seq))
    writePayloads(store, drafts.map(({ draft }) => draft))
    writeEntries(store, createFrontier(), first, signer)
    store.commit()
  } finally {
    store.rollback()
    store.close()
  }
  syncFolder(dir)
}
