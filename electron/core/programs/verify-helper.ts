import { parentPort, workerData } from 'node:worker_threads'
import { answerAsHelper } from '../../domain/ledger/verification/helper.ts'
import type { HelperOptions } from '../../domain/ledger/verification/run.ts'

answerAsHelper(parentPort!, workerData as HelperOptions)
