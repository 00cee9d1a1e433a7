import { readProfile, readSample } from '../../domain/evidence/profile.ts'
import type { Tally } from '../../domain/evidence/counting.ts'
import { tallyOf } from '../../domain/evidence/tallies.ts'
import { type DataFile, inspectDataFile, inspectModelFile } from '../../platform/data-file.ts'
import type { ChildMessage, ParentMessage } from '../../platform/duckdb-messages.ts'
import { type Session, openSession } from '../../platform/duckdb-session.ts'
import { AppError } from '../../../shared/errors.ts'

/**
 * DuckDB in a process of its own: a running statement can only be stopped by killing the process around it. It answers a few
 * closed questions about the files of one job; no statement comes from outside.
 */
interface Port {
  send(message: ChildMessage): void
  listen(listener: (message: ParentMessage) => void): void
}

const port = toPort()
let tally: Tally | null = null
port.listen((message) => void answer(message))

async function answer(message: ParentMessage): Promise<void> {
  try {
    port.send({ type: 'result', value: await resultOf(message) })
  } catch (error) {
    const known = error instanceof AppError
    // A bug is printed for the log; the parent passes on no text of it.
    if (!known) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    port.send({ type: 'failed', code: known ? error.code : 'INTERNAL', message: known ? error.message : 'The data process failed.' })
  }
}

async function resultOf(message: ParentMessage): Promise<unknown> {
  if (message.type === 'release') return tally?.release()
  if (message.type === 'check') {
    const session = await openSession(await inspectAll(message.paths), message.scratch)
    const progress = seldom((done, total) => port.send({ type: 'progress', done, total, note: 'Reading rows' }))
    tally = await tallyOf(message.kind)(session, message.settings as never, progress)
    return tally.facts
  }
  const session = await openSession(await inspectAll({ data: message.path }), message.scratch)
  return message.type === 'preview' ? readSample(session) : reportWhile(session, 'Reading rows', () => readProfile(session))
}

async function inspectAll(paths: Record<string, string>): Promise<Map<string, DataFile>> {
  const inputs = new Map<string, DataFile>()
  for (const [role, path] of Object.entries(paths)) inputs.set(role, await (role === 'model' ? inspectModelFile(path) : inspectDataFile(path)))
  return inputs
}

/** The first report at once, then ten a second: a hundred thousand would be work of their own. */
function seldom(report: (done: number, total: number) => void): (done: number, total: number) => void {
  let next = 0
  return (done, total) => {
    if (performance.now() < next) return
    next = performance.now() + 100
    report(done, total)
  }
}

async function reportWhile<T>(session: Session, note: string, run: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {
    const share = session.progress()
    if (share !== null) port.send({ type: 'progress', done: Math.round(share * 100), total: 100, note })
  }, 200)
  try {
    return await run()
  } finally {
    clearInterval(timer)
  }
}

/** Under Electron a parent port, under Node an IPC channel. `process.exit` would wait for a running statement; a signal does not. */
function toPort(): Port {
  const { parentPort } = process as unknown as {
    parentPort?: { postMessage(message: unknown): void; on(event: 'message', listener: (event: { data: unknown }) => void): void }
  }
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      listen: (listener) => parentPort.on('message', ({ data }) => listener(data as ParentMessage)),
    }
  }
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  return {
    send: (message) => void process.send?.(message),
    listen: (listener) => void process.on('message', (message) => listener(message as ParentMessage)),
  }
}
