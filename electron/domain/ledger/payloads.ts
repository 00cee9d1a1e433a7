import { randomBytes } from 'node:crypto'
import { AppError } from '../../../shared/errors.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { EntryDraft } from './service.ts'
import type { LedgerStore } from './store.ts'
import { toCommitment, type Payload } from './verification/payloads.ts'

/** A draft whose erasable data has its salt. */
export type Committed = EntryDraft & { committed?: readonly Payload[] }

/** More than any contact or note needs; larger things are files. */
const maximumBytes = 65_536

export const toDrafts = (drafts: readonly EntryDraft[]): Committed[] =>
  drafts.map((draft) => (draft.payloads?.length ? { ...draft, committed: draft.payloads.map(commit) } : draft))

/** Each payload gets a salt of its own: equal texts must not show as equal, and no text can be guessed once its salt is gone. */
function commit(value: Record<string, unknown>): Payload {
  const salt = randomBytes(32)
  const body = Buffer.from(toCanonical(value))
  if (body.byteLength > maximumBytes) throw new AppError('BAD_INPUT', `The details would take ${body.byteLength} bytes; ${maximumBytes} are possible. Shorten them, or put them into a file.`)
  return { id: toCommitment(salt, body), salt, body }
}

/** Stores and erases what the drafts say, inside the transaction of their entries. */
export function writePayloads(store: LedgerStore, drafts: readonly Committed[]): void {
  for (const { committed = [], erases = [] } of drafts) {
    for (const payload of committed) store.insertPayload(payload)
    for (const id of erases) store.deletePayload(Buffer.from(id, 'hex'))
  }
}

/** Null where the payload was erased. LEDGER_UNSAFE where its bytes are not what was stored. */
export function readPayload(store: LedgerStore, id: string): Record<string, unknown> | null {
  const body = store.readPayload(Buffer.from(id, 'hex'))
  if (body === null) return null
  try {
    return JSON.parse(body.toString()) as Record<string, unknown>
  } catch (error) {
    throw new AppError('LEDGER_UNSAFE', `The payload ${id.slice(0, 12)}… of ${store.path} is damaged. Verify the ledger, and restore it from a backup.`, { cause: error })
  }
}
