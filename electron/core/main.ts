import { keepMemorySmall } from '../platform/memory.ts'
import type { ParentPort } from './electron-core.ts'

// Ahead of every import that reaches better-sqlite3: its binary crashes the process on an older Node-API.
if (Number(process.versions.napi) < 10) {
  process.stderr.write(`The core of Countersign needs Node-API 10; this runtime (${process.version}) has ${process.versions.napi}.\n`)
  process.exit(2)
}

const { parentPort } = process as unknown as { parentPort?: ParentPort }
if (!parentPort) {
  process.stderr.write('This is the core of the desktop app. In a terminal, start it with: countersign serve\n')
  process.exit(2)
}

keepMemorySmall()
const { runElectronCore } = await import('./electron-core.ts')
runElectronCore(parentPort)
