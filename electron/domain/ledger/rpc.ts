import { hash } from 'node:crypto'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { EntryDetail, LedgerState, ledgerContract } from '../../../shared/contract/ledger.ts'
import { detectSharedFolder, toSharedFolderWarning } from '../../platform/shared-folder.ts'
import type { Index } from '../../platform/sqlite.ts'
import { findEntryRows, readEntryRow, readKinds } from './entry-rows.ts'
import { readEvidence } from './evidence.ts'
import type { Ledger } from './service.ts'
import { untilOthersWereServed } from './turns.ts'

export interface LedgerParts {
  /** The workspace folder. */
  dir: string
  ledger: Ledger
  index: Index
}

type OwnProcedures = 'state' | 'entries' | 'kinds' | 'entry' | 'verify' | 'checkpoint'

/** Everything but what reads and writes files for outsiders: that needs reports and keys too, and stands in core/ledger-files.ts. */
export function ledgerHandlers({ dir, ledger, index }: LedgerParts): Pick<Handlers<typeof ledgerContract>, OwnProcedures> {
  return {
    state: () => toState(dir, ledger, index),
    entries: (query) => findEntryRows(index, query, untilOthersWereServed),
    kinds: () => readKinds(index),
    entry: ({ seq }) => toDetail(ledger, index, seq),
    verify: (_input, call) => call.startJob('verify', 'Verifying the whole ledger', (work) => ledger.verify('full', work)),
    checkpoint: () => ({ note: ledger.tip().checkpoint }),
  }
}

function toState(dir: string, ledger: Ledger, index: Index): LedgerState {
  const { size, root, checkpoint } = ledger.tip()
  return {
    origin: ledger.origin,
    name: ledger.name,
    size,
    rootHash: root.toString('base64'),
    checkpoint,
    logKey: ledger.logVkey,
    lastVerification: ledger.lastVerification(),
    ...readEvidence(index, ledger, size),
    readOnly: ledger.readOnly,
    warnings: toWarnings(dir),
  }
}

function toWarnings(dir: string): string[] {
  const shared = detectSharedFolder(dir)
  return shared === null ? [] : [toSharedFolderWarning(dir, shared)]
}

function toDetail(ledger: Ledger, index: Index, seq: number): EntryDetail {
  const { at, actor, kind, leaf } = ledger.read(seq)
  const row = readEntryRow(index, seq)
  return {
    seq,
    at,
    actor,
    kind,
    summary: row?.summary ?? '',
    subject: row?.subject ?? null,
    canonical: leaf,
    leafHash: hash('sha256', `\0${leaf}`, 'hex'),
    bytes: Buffer.byteLength(leaf),
  }
}
