import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import type { WorkerMessage } from '../../platform/programs.ts'
import { runBackupWork, type BackupRequest } from '../backups/work.ts'

const answer = (message: WorkerMessage) => parentPort!.postMessage(message)

try {
  const result = await runBackupWork(workerData as BackupRequest, (done, total, note) => answer({ type: 'progress', done, total, note }))
  answer({ type: 'done', result })
} catch (error) {
  answer({ type: 'failed', code: error instanceof AppError ? error.code : null, message: error instanceof Error ? error.message : String(error) })
}
