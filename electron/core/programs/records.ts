import { join } from 'node:path'
import { workerData } from 'node:worker_threads'
import { foldInSteps } from '../../domain/ledger/open.ts'
import { systemClock } from '../../platform/clock.ts'
import { openIndex } from '../../platform/sqlite.ts'
import { answerParent } from '../../platform/worker-program.ts'
import { createRecords } from '../records.ts'

const { dir, stateDir } = workerData as { dir: string; stateDir: string }

await answerParent(async (work) => {
  const database = openIndex(join(dir, 'index.db'))
  try {
    // The clock is asked for nothing, because nothing is appended.
    await foldInSteps({ dir, stateDir, clock: systemClock, records: createRecords(database) }, work)
  } finally {
    database.close()
  }
  return null
})
