import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface Log {
  /** Where bugs are written, for a sentence that points there. */
  readonly path: string
  /** Notes a bug with its stack. Never throws: a full disk must not hide the failure that is being reported. */
  readonly report: (error: unknown) => void
}

const maxBytes = 5 * 1024 * 1024

/** One file of bugs in the state directory; at five megabytes it becomes `.1` and a new one begins. */
export function createLog(stateDir: string): Log {
  const folder = join(stateDir, 'log')
  const path = join(folder, 'countersign.log')
  return {
    path,
    report(error) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) renameSync(path, `${path}.1`)
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
        appendFileSync(path, `${new Date().toISOString()} ${text}\n`, { mode: 0o600 })
      } catch {
        // The log is a help, not a fact.
      }
    },
  }
}
