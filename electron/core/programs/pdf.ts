import { parentPort, workerData } from 'node:worker_threads'
import { renderDossier } from '../../domain/reports/dossier/document.ts'
import type { DossierInput } from '../../domain/reports/dossier/input.ts'
import type { WorkerMessage } from '../../platform/programs.ts'

/** Draws a dossier outside the core's event loop: a document of many pages takes seconds. */
const answer = (message: WorkerMessage) => parentPort?.postMessage(message)

try {
  answer({ type: 'done', result: await renderDossier(workerData as DossierInput) })
} catch (error) {
  // Nothing a person can act on: input was checked when it was recorded.
  answer({ type: 'failed', code: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
