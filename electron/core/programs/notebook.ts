import { workerData } from 'node:worker_threads'
import { readNotebook } from '../../platform/notebooks/read.ts'
import { answerParent } from '../../platform/worker-program.ts'

const { name, bytes } = workerData as { name: string; bytes: Uint8Array }

await answerParent(() => readNotebook(name, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
