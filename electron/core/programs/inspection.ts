import { workerData } from 'node:worker_threads'
import { inspectModel } from '../../domain/catalog/inspection.ts'
import { answerParent } from '../../platform/worker-program.ts'

await answerParent((work) => inspectModel(workerData as Parameters<typeof inspectModel>[0], work))
