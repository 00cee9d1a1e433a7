import { interopEntries } from '../../../../shared/contract/interop.ts'
import { ledgerEntries, type Entry } from '../../../../shared/contract/ledger.ts'
import { reportEntries } from '../../../../shared/contract/reports.ts'
import { openCheckpoint } from '../../../tlog/checkpoint.ts'
import type { Checkpoint } from '../../../tlog/checkpoint.ts'
import { NoteError } from '../../../tlog/note.ts'
import type { LogKeys } from '../../../tlog/log-keys.ts'
import { hashToBase64 } from '../../../tlog/tree.ts'
import type { Hash } from '../../../tlog/tree.ts'
import type { Report } from '../../../tlog/verification.ts'

/** Entries that say which checkpoint left this computer, and in which file or folder. */
const papers = {
  'report.exported/v1': reportEntries['report.exported/v1'].transform(({ checkpoint, asOf, file }) => ({ checkpoint, ...asOf, name: file.name })),
  'bundle.exported/v1': interopEntries['bundle.exported/v1'].transform(({ checkpoint, asOf, file }) => ({ checkpoint, ...asOf, name: file.name })),
  'ledger.exported/v1': ledgerEntries['ledger.exported/v1'].transform(({ checkpoint, size, root, folder }) => ({ checkpoint, size, root, name: folder })),
}
export const paperKinds: readonly string[] = Object.keys(papers)

export interface PapersOptions {
  log: LogKeys
  rootAt: (size: number) => Hash | null
  report: Report<'CHECKPOINT-SIGNATURE' | 'HISTORY-CHANGED'>
}

/** Checks the checkpoint of each report, bundle and export that left this computer against the history before it. */
export function createPapersCheck({ log, rootAt, report }: PapersOptions): (entry: Entry) => void {
  return (entry) => {
    if (!Object.hasOwn(papers, entry.kind)) return
    const body = papers[entry.kind as keyof typeof papers].safeParse(entry.body).data
    const checkpoint = body ? openOrNull(body.checkpoint, log) : null
    if (!body || !checkpoint) {
      report('CHECKPOINT-SIGNATURE', entry.seq, `Entry ${entry.seq} records a file whose checkpoint the log key did not sign.`)
      return
    }
    const { size, root } = checkpoint
    const now = size <= entry.seq ? rootAt(size) : null
    const agrees = size <= entry.seq && (now === null || now === root) && body.size === size && body.root === hashToBase64(root)
    if (!agrees) report('HISTORY-CHANGED', entry.seq, `Entry ${entry.seq}: ${body.name} carries a checkpoint over ${size} entries that this ledger does not continue.`)
  }
}

function openOrNull(note: string, log: LogKeys): Checkpoint | null {
  try {
    return openCheckpoint(note, log)
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}
