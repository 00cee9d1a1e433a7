import { workerData } from 'node:worker_threads'
import { answerParent } from '../../platform/worker-program.ts'
import { runBackupWork, type BackupRequest } from '../backups/work.ts'

await answerParent(({ progress }) => runBackupWork(workerData as BackupRequest, progress))
