import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { get, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveMlflow } from '../../electron/core/mlflow/server.ts'
import { createExample, examplePeople } from '../../electron/core/example.ts'
import { openWorkspace, type Machine } from '../../electron/core/workspace.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import { nodePrograms } from '../../electron/platform/programs.ts'
import { printMachine } from '../machine.ts'

/**
 * One large artefact through the MLflow endpoint into a run and back out again: time, and the peak memory of the process that takes and gives it.
 * The sender is a process of its own that makes the bytes as they are sent. Everything is removed at the end; the disk needs the artefact's size once.
 *
 *   npx node bench/experiments/artefact.ts [GB]
 */
const piece = 1 << 20

if (process.argv[2] === 'send') await send(process.argv[3]!, Number(process.argv[4]))
else await run(Number(process.argv[2] ?? 1))

/** Different in each megabyte, so that no disk or file system can keep it smaller. */
function* pieces(many: number): Generator<Buffer> {
  const base = createHash('shake256', { outputLength: piece }).update('artefact').digest()
  for (let at = 0; at < many; at += 1) {
    base.writeUInt32LE(at, 0)
    yield base
  }
}

async function send(address: string, many: number): Promise<void> {
  const hash = createHash('sha256')
  const outgoing = request(address, { method: 'PUT', headers: { 'content-length': many * piece } })
  const answered = new Promise<number>((resolve, reject) => void outgoing.on('response', (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject))
  for (const bytes of pieces(many)) {
    hash.update(bytes)
    // A copy: what is queued must not change under the socket.
    if (!outgoing.write(Buffer.from(bytes))) await new Promise((resolve) => void outgoing.once('drain', resolve))
  }
  outgoing.end()
  if ((await answered) !== 200) throw new Error('The file was refused.')
  process.stdout.write(hash.digest('hex'))
}

async function run(gigabytes: number): Promise<void> {
  const many = Math.round(gigabytes * 1024)
  printMachine('experiments/artefact.ts', gigabytes)
  const root = mkdtempSync(join(tmpdir(), 'bench-artefact-'))
  const { bavail, bsize } = statfsSync(root)
  const machine: Machine = { clock: systemClock, stateDir: join(root, 'state'), programs: nodePrograms, version: '0.1.0' }
  const person = examplePeople[0]!.email
  try {
    if (bavail * bsize < many * piece * 1.1) throw new Error(`The disk of ${root} has no room for ${gigabytes} GB.`)
    await createExample(join(root, 'workspace'), machine, { signal: new AbortController().signal, progress: () => {} })
    const workspace = openWorkspace(join(root, 'workspace'), machine)
    const endpoint = await serveMlflow({ workspace: () => workspace, person: () => person, tokenSha256: null, port: 0, report: console.error })
    const { id } = workspace.experiments.start({ person, source: 'mlflow', client: null }, { experiment: '0' })
    const address = `${endpoint.address}/api/2.0/mlflow-artifacts/artifacts/0/${id}/artifacts/weights.bin`
    console.log(`memory before: ${memoryMb()} MB`)
    const sent = await timed(() => sendApart(address, many))
    const [stored] = workspace.experiments.artefacts(id)
    console.log(`${gigabytes} GB in: ${rate(many, sent)}; SHA-256 ${stored?.sha256 === sent.result ? 'as sent' : `DIFFERENT: sent ${sent.result}, stored ${stored?.sha256}`}`)
    const read = await timed(() => readBack(address))
    console.log(`${gigabytes} GB out: ${rate(many, read)}; SHA-256 ${read.result === sent.result ? 'as sent' : `DIFFERENT: ${read.result}`}`)
    await workspace.experiments.finish(person, id)
    await endpoint.close()
    workspace.close()
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function memoryMb(): number {
  return Math.round(process.memoryUsage().rss / 1_000_000)
}

interface Timed<T> {
  result: T
  seconds: number
  /** The most that this process held meanwhile. */
  peakMb: number
}

function rate(many: number, { seconds, peakMb }: Timed<unknown>): string {
  return `${seconds.toFixed(1)} s (${Math.round(many / seconds)} MB/s), at most ${peakMb} MB of memory`
}

async function timed<T>(act: () => Promise<T>): Promise<Timed<T>> {
  const begin = performance.now()
  let peak = memoryMb()
  const timer = setInterval(() => (peak = Math.max(peak, memoryMb())), 20)
  try {
    const result = await act()
    return { result, seconds: (performance.now() - begin) / 1000, peakMb: peak }
  } finally {
    clearInterval(timer)
  }
}

function sendApart(address: string, many: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'send', address, String(many)], { stdio: ['ignore', 'pipe', 'inherit'] })
    let digest = ''
    child.stdout.on('data', (text: Buffer) => void (digest += text.toString()))
    child.on('close', (code) => (code === 0 ? resolve(digest) : reject(new Error(`The sender ended with ${code}.`))))
  })
}

function readBack(address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(address, (response) => {
      const hash = createHash('sha256')
      response.on('data', (bytes: Buffer) => hash.update(bytes)).on('end', () => resolve(hash.digest('hex'))).on('error', reject)
    }).on('error', reject)
  })
}
