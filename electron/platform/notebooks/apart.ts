import type { Notebook } from '../../../shared/contract/notebooks.ts'
import { AppError } from '../../../shared/errors.ts'
import { isOutOfMemory, runInWorker } from '../programs.ts'
import { readNotebook } from './read.ts'

/** Up to so many bytes a thread takes longer to begin than they to be read. */
const mostHere = 256 * 1024

/** The same as `readNotebook`, a large one in a thread of its own: the largest take seconds, and would hold up every other call meanwhile. */
export async function readNotebookApart(name: string, bytes: Buffer): Promise<Notebook> {
  if (bytes.byteLength <= mostHere) return readNotebook(name, bytes)
  try {
    return await runInWorker<Notebook>('notebook', { name, bytes }, { signal: new AbortController().signal, progress() {} })
  } catch (error) {
    if (!isOutOfMemory(error)) throw error
    throw new AppError('BAD_INPUT', `${name} can not be shown as a notebook: it takes more memory than any that is known.`, { cause: error })
  }
}
