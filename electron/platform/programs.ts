import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import type { Work } from '../../shared/contract/handlers.ts'

/** A process of its own that can be killed at any moment; messages are structured clones. */
export interface Program {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: (code: number | null) => void): void
  kill(): void
}

export interface Programs {
  start(name: 'duckdb'): Program
}

let builtFolder: URL | null = null

/** Takes programs as `npm run build` made them, also from a checkout: a tree of TypeScript starts four times as long. For tests. */
export function useBuiltPrograms(folder: URL): void {
  builtFolder = folder
}

/** From a checkout programs are TypeScript files in `core/programs`; in the bundle they stand beside the core. */
export function programUrl(name: string): URL {
  if (builtFolder !== null) return new URL(`${name}.mjs`, builtFolder)
  return import.meta.url.endsWith('.ts') ? new URL(`../core/programs/${name}.ts`, import.meta.url) : new URL(`./${name}.mjs`, import.meta.url)
}

/** Programs as child processes of Node. Under Electron the main process starts them instead: it may not run as Node. */
export const nodePrograms: Programs = {
  start(name) {
    const child = fork(fileURLToPath(programUrl(name)), [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    return {
      send: (message) => void child.send(message as object),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.on('exit', listener),
      kill: () => void child.kill('SIGKILL'),
    }
  },
}

/** What a worker answers while it runs and when it ends. */
export type WorkerMessage =
  | { type: 'progress'; done: number; total: number | null; note: string }
  | { type: 'done'; result: unknown }
  | { type: 'failed'; code: string | null; message: string }

/**
 * Left to itself a thread lets 100 MB of short-lived objects pile up before it looks at them; nothing becomes faster by it. The larger
 * number is no aim but far beyond what any ledger takes: the smaller the heap may become, the less it is let grow between collections.
 */
export const resourceLimits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1_024 }

/** Whether a thread ended because it took more than `resourceLimits`. */
export const isOutOfMemory = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'

/** Runs a program in a worker thread: its last message is the result; an abort terminates it. */
export function runInWorker<T>(name: 'verify' | 'pdf' | 'backup' | 'records' | 'inspection' | 'notebook', workerData: unknown, work: Work): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const worker = new Worker(programUrl(name), { workerData, resourceLimits })
    const cancel = () => {
      void worker.terminate()
      reject(new AppError('CANCELLED', 'The work was cancelled; nothing was written.'))
    }
    if (work.signal.aborted) return cancel()
    work.signal.addEventListener('abort', cancel, { once: true })
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'progress') work.progress(message.done, message.total, message.note)
      else if (message.type === 'done') resolve(message.result as T)
      else reject(message.code === null ? new Error(message.message) : new AppError(message.code as AppError['code'], message.message))
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      work.signal.removeEventListener('abort', cancel)
      reject(new Error(`worker ${name} ended without a result`))
    })
  })
}
