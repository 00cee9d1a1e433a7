import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { AppError } from '../../../../shared/errors.ts'
import { createBlobStore } from '../../../platform/blobs.ts'
import { programUrl, resourceLimits } from '../../../platform/programs.ts'
import { ledgerFile, openStore } from '../store.ts'
import { createRangeCheck } from './range.ts'
import type { RangeFacts } from './range.ts'
import type { Helper, HelperOptions } from './run.ts'

type Question = { ask: 'range'; from: number } | { ask: 'integrity' }
type Answer = { facts: RangeFacts | null } | { lines: string[] } | { failed: string }

/** In the helper's thread: answers questions one after the other, over a connection of its own. */
export function answerAsHelper(port: MessagePort, { dir, ...options }: HelperOptions): void {
  const store = openStore(ledgerFile(dir), 'read')
  const check = createRangeCheck({ ...options, store, blobPath: createBlobStore(join(dir, 'blobs')).path })
  const answer = (question: Question): Answer => {
    try {
      return question.ask === 'range' ? { facts: check(question.from) } : { lines: store.checkIntegrity() }
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) }
    }
  }
  port.on('message', (question: Question) => port.postMessage(answer(question)))
}

/** Starts a helper in a thread of its own; what it can not answer any more is refused. */
export function startHelper(options: HelperOptions): Helper {
  const worker = new Worker(programUrl('verify-helper'), { workerData: options, resourceLimits })
  const waiting: { resolve: (answer: Answer) => void; reject: (why: Error) => void }[] = []
  let ended: Error | null = null
  const end = (why: Error) => {
    ended ??= why
    for (const { reject } of waiting.splice(0)) reject(ended)
  }
  worker.on('message', (answer: Answer) => waiting.shift()?.resolve(answer))
  worker.on('error', end)
  worker.on('exit', () => end(new Error('the helper of the verification ended')))
  const ask = (question: Question) =>
    new Promise<Answer>((resolve, reject) => {
      if (ended) return reject(ended)
      waiting.push({ resolve, reject })
      worker.postMessage(question)
    })
  return {
    async check(from) {
      const answer = await ask({ ask: 'range', from })
      return 'facts' in answer ? answer.facts : null
    },
    async checkIntegrity() {
      const answer = await ask({ ask: 'integrity' })
      if ('lines' in answer) return answer.lines
      throw new AppError('LEDGER_UNSAFE', 'failed' in answer ? answer.failed : 'The check of the database did not end.')
    },
    close: async () => void (await worker.terminate()),
  }
}
