import type { InputFile, RowCounts } from '../../../shared/contract/evidence.ts'
import { AppError } from '../../../shared/errors.ts'
import { hashFile } from '../../platform/blobs.ts'
import { readStamp } from '../../platform/data-file.ts'
import type { Session } from '../../platform/duckdb-session.ts'

/** What may be known before a check is declared: about the files, never about what the check is to find out. */
export interface CheckFacts {
  inputs: InputFile[]
  rows: RowCounts
  duckdb: string
  /** SHA-256 of the statements that count. */
  query: string
}

/** Counts that are finished but not told: only the facts leave the process before `release`. */
export interface Tally<Facts extends CheckFacts = CheckFacts, Counts = unknown> {
  readonly facts: Facts
  release(): Promise<Counts>
}

export type Progress = (done: number, total: number) => void

/** Runs in the child: reads the session's files and counts what the settings ask for. */
export type CountCheck<Settings, Facts extends CheckFacts, Counts> = (session: Session, settings: Settings, progress: Progress) => Promise<Tally<Facts, Counts>>

/**
 * Hashes the session's files while `count` reads them. The digests are of the bytes that were counted: a file that was written
 * to or replaced since its first bytes were looked at is refused (CONFLICT). Other errors: those of `count`, FILE_UNREADABLE.
 */
export async function countWhileHashing<T>(session: Session, progress: Progress, count: () => Promise<T>): Promise<{ inputs: InputFile[]; counted: T }> {
  const stop = new AbortController()
  const hashing = hashInputs(session, stop.signal, progress)
  const counting = count().catch((error: unknown) => {
    stop.abort()
    throw error
  })
  // Both are awaited whatever happens to one: a failure must not leave the other behind unheard.
  const [hashed, counted] = await Promise.allSettled([hashing, counting])
  if (counted.status === 'rejected') throw counted.reason
  if (hashed.status === 'rejected') throw hashed.reason
  for (const file of session.inputs.values()) {
    if ((await readStamp(file.path)) !== file.stamp) throw new AppError('CONFLICT', `${file.name} changed while it was read; nothing was recorded. Run the check again when the file is complete.`)
  }
  return { inputs: hashed.value, counted: counted.value }
}

async function hashInputs({ inputs }: Session, signal: AbortSignal, progress: Progress): Promise<InputFile[]> {
  const total = [...inputs.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  const found: InputFile[] = []
  let before = 0
  for (const [role, file] of inputs) {
    const { sha256, bytes } = await hashFile(file.path, signal, (done) => progress(before + done, total)).catch((cause: unknown) => {
      throw new AppError('FILE_UNREADABLE', `${file.name} could not be read to its end; check the disk or copy the file elsewhere.`, { cause })
    })
    before += bytes
    found.push({ role, name: file.name, sha256, bytes, format: file.format })
  }
  return found
}
