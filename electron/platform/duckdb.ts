import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Work } from '../../shared/contract/handlers.ts'
import { AppError, isErrorCode } from '../../shared/errors.ts'
import type { ChildMessage, CheckQuestion, FileProfile, FileSample, ParentMessage } from './duckdb-messages.ts'
import type { Program, Programs } from './programs.ts'

/**
 * Questions to DuckDB. Each runs in a child process of its own that may open the files of the question only;
 * an abort kills it within milliseconds, whatever it does. Errors: those of `inspectDataFile` and `toReadError`, CANCELLED.
 */
export interface Analytics {
  /** Rows, and columns with the types that hold for every row. */
  profile(path: string, work: Work): Promise<FileProfile>
  /** The first thousand rows as text; null is a missing value. */
  preview(path: string, work: Work): Promise<FileSample>
  /** Counts for a check. What facts and counts are, its kind knows. */
  check(question: CheckQuestion, work: Work): Promise<Counting>
  /** Kills whatever still runs. */
  close(): void
}

/** A finished count of which only the facts about the files have been let out of the child. */
export interface Counting {
  readonly facts: unknown
  /** Asked for once, after the declaration is in the ledger. */
  release(): Promise<unknown>
  /** Ends the child; harmless after `release`. */
  close(): void
}

export function createAnalytics({ programs, scratchDir }: { programs: Programs; scratchDir: string }): Analytics {
  const running = new Set<Child>()
  const start = (work: Work): Child => {
    const child = startChild(programs, work, () => running.delete(child))
    running.add(child)
    return child
  }
  const ask = async <T>(message: ParentMessage, work: Work): Promise<T> => {
    const child = start(work)
    try {
      return (await child.ask(message)) as T
    } finally {
      child.end()
    }
  }
  const scratch = () => {
    mkdirSync(scratchDir, { recursive: true })
    return mkdtempSync(join(scratchDir, 'duckdb-'))
  }
  const withScratch = async <T>(run: (scratch: string) => Promise<T>): Promise<T> => {
    const dir = scratch()
    try {
      return await run(dir)
    } finally {
      removeScratch(dir)
    }
  }
  return {
    profile: (path, work) => withScratch((dir) => ask({ type: 'profile', path, scratch: dir }, work)),
    preview: (path, work) => withScratch((dir) => ask({ type: 'preview', path, scratch: dir }, work)),
    async check(question, work) {
      const dir = scratch()
      const child = start(work)
      const close = () => {
        child.end()
        removeScratch(dir)
      }
      try {
        const facts = await child.ask({ type: 'check', scratch: dir, ...question })
        // From here on the ledger may hold the declaration: what is left takes milliseconds and is not cut off.
        child.ignoreAbort()
        return { facts, close, release: () => child.ask({ type: 'release' }).finally(close) }
      } catch (error) {
        close()
        throw error
      }
    },
    close() {
      for (const child of running) child.end()
    },
  }
}

/** A killed child may hold its spill files a moment longer; what stays is removed with the scratch folder itself. */
function removeScratch(dir: string): void {
  try {
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
  } catch {
    // Windows keeps a file of a dying process busy; nothing reads it again.
  }
}

interface Child {
  /** One question at a time; the answer is the child's next `result`. */
  ask(message: ParentMessage): Promise<unknown>
  ignoreAbort(): void
  end(): void
}

function startChild(programs: Programs, work: Work, onEnd: () => void): Child {
  if (work.signal.aborted) throw cancelled()
  const program: Program = programs.start('duckdb')
  let waiting: { resolve(value: unknown): void; reject(error: unknown): void } | null = null
  let ended: AppError | null = null
  const fail = (error: AppError) => {
    ended ??= error
    waiting?.reject(error)
    waiting = null
  }
  const cancel = () => {
    fail(cancelled())
    program.kill()
  }
  work.signal.addEventListener('abort', cancel, { once: true })
  program.onMessage((raw) => {
    const message = raw as ChildMessage
    if (message.type === 'progress') return work.progress(message.done, message.total, message.note)
    if (message.type === 'failed') return fail(toAppError(message))
    waiting?.resolve(message.value)
    waiting = null
  })
  program.onExit(() => fail(new AppError('BUSY', 'The process that reads data files ended unexpectedly; nothing was written. Close other programs and try again.')))
  return {
    ask: (message) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended)
          return
        }
        waiting = { resolve, reject }
        program.send(message)
      }),
    ignoreAbort: () => work.signal.removeEventListener('abort', cancel),
    end() {
      work.signal.removeEventListener('abort', cancel)
      fail(new AppError('CANCELLED', 'The workspace was closed while a file was read; nothing was written.'))
      program.kill()
      onEnd()
    },
  }
}

const cancelled = () => new AppError('CANCELLED', 'The work was cancelled; nothing was written.')

/** A code outside the closed union is a bug of the child and must stay one here. */
function toAppError({ code, message }: { code: string | null; message: string }): AppError {
  return new AppError(isErrorCode(code) ? code : 'INTERNAL', message)
}
