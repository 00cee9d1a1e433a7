import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLedger } from '../electron/domain/ledger/open.ts'
import type { EntryDraft } from '../electron/domain/ledger/service.ts'
import { createWorkspace, type Machine } from '../electron/core/workspace.ts'
import { createBlobStore } from '../electron/platform/blobs.ts'
import { systemClock } from '../electron/platform/clock.ts'
import { nodePrograms } from '../electron/platform/programs.ts'
import type { Verification } from '../shared/contract/ledger.ts'
import type { Job } from '../shared/contract/workspace.ts'
import { printMachine } from './machine.ts'
import { countingRecords, median } from './ledger/sample.ts'
import { withServed } from './served.ts'

/**
 * A ledger of a million entries as a window meets it: the built core in a process of its own, asked over HTTP. Records folded from
 * nothing, opening, lists and filters while workers verify, and what the process held in memory (VmHWM) through it all.
 *
 *   npx node bench/scale.ts [entries] [folder to keep and to use again]
 */
const entries = Number(process.argv[2] ?? 1_000_000)
const kept = process.argv[3]
const root = kept ?? mkdtempSync(join(tmpdir(), 'bench-scale-'))
const dir = join(root, 'workspace')
const machine: Machine = { clock: systemClock, stateDir: join(root, 'state'), programs: nodePrograms, version: 'bench' }
const person = { name: 'Ana Author', email: 'ana@example.org', roles: ['data_scientist' as const], passphrase: 'bench passphrase' }
const actors = [person.email, 'ben@example.org', 'cleo@example.org']
const waits = new Map<string, { clock: number[]; processor: number[] }>()

try {
  printMachine('scale.ts', entries)
  if (!existsSync(dir)) await build()
  await withCore(foldAnew)
  await withCore(measure)
} finally {
  if (!kept) rmSync(root, { recursive: true, force: true })
}

async function build(): Promise<void> {
  const begun = performance.now()
  const workspace = await createWorkspace({ dir, name: 'A million entries', person }, machine)
  workspace.close()
  // One file stands for all manifests and results: half a million of them would measure the file system.
  const blob = createBlobStore(join(dir, 'blobs')).put(Buffer.from('{}'))
  const ledger = openLedger({ dir, ...machine, records: countingRecords() })
  for (let size = ledger.tip().size; size < entries; size = ledger.tip().size) {
    const count = Math.min(1_000, entries - size)
    ledger.append(actors[(size / 1_000) % 3 | 0]!, () => Array.from({ length: count }, (_, i) => toDraft(size + i, blob.sha256)))
  }
  ledger.close()
  print('appended through the ledger, a thousand a transaction', performance.now() - begun)
}

/** A version and what is done with it takes twenty entries: fourteen checks, declared and completed, a review, its withdrawal. */
function toDraft(seq: number, manifestHash: string): EntryDraft {
  const version = Math.floor(seq / 20)
  const ref = `model-${version % 500}@${Math.floor(version / 500) + 1}`
  const step = seq % 20
  if (step === 0) return { kind: 'dataset.registered/v1', body: { name: `applications-${seq}`, description: 'Applications of one month, as they came in.' } }
  if (step === 1) return { kind: 'version.registered/v1', body: { model: ref.split('@')[0]!, number: Number(ref.split('@')[1]), manifestHash, data: [], note: 'Trained again on the newest month.' } }
  if (step === 18) return { kind: 'review.opened/v1', body: { version: ref, useCase: 'U-3', message: 'Please look at the groups.' } }
  if (step === 19) return { kind: 'review.moved/v1', body: { review: `R-${seq - 1}`, revision: 1, from: 'draft', to: 'withdrawn', by: 'person', reason: `Trained again: batch ${version}` } }
  if (step % 2 === 0) {
    const settings = { columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: ['sex', 'age_group'] }, thresholds: {}, minimumGroup: 30, minimumDenominator: 10, confidence: 0.95, missing: [] }
    return { kind: 'check.declared/v1', body: { check: 'fairness', version: ref, manifestHash, input: { name: `predictions-${version}.csv`, sha256: manifestHash, bytes: 40_000, format: 'csv' }, settings } }
  }
  const verdict = seq % 3 ? 'pass' : 'insufficient_data'
  return { kind: 'check.completed/v1', body: { declaration: seq - 1, version: ref, verdict, result: { sha256: manifestHash, bytes: 4_000 }, rows: { read: 1_000 + seq, used: 990 + seq } } }
}

/** A running core: its procedures, and its highest memory so far in MB. */
interface Core {
  ask<T>(procedure: string, input?: unknown): Promise<T>
  /** Milliseconds that the thread which answers has run on a processor: what other programs do does not count. */
  processorTime(): number
  highestMemory(): number
}

function withCore(act: (core: Core) => Promise<void>): Promise<void> {
  return withServed({ cwd: root, home: machine.stateDir }, async ({ url, pid }) => {
    const address = new URL(url)
    const post = (path: string, body: unknown, headers = {}) => fetch(new URL(path, address.origin), { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
    const { session } = (await (await post('/session', { token: address.hash.slice('#token='.length) })).json()) as { session: string }
    const ask = async <T>(procedure: string, input?: unknown) => {
      const answer = await post(`/rpc/${procedure}`, input === undefined ? {} : { json: input }, { authorization: `Bearer ${session}` })
      const { json } = (await answer.json()) as { json: T }
      if (!answer.ok) throw new Error(`${procedure}: ${JSON.stringify(json)}`)
      return json
    }
    await act({ ask, processorTime: () => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6, highestMemory: () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024 })
  })
}

/** index.db is gone: every entry is folded, and whoever asks meanwhile wants an answer. */
async function foldAnew({ ask, highestMemory }: Core): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(dir, `index.db${suffix}`), { force: true })
  const begun = performance.now()
  let opened = false
  const opening = ask('workspace/open', { dir }).finally(() => (opened = true))
  const answers: number[] = []
  while (!opened) {
    const asked = performance.now()
    await ask('workspace/state')
    answers.push(performance.now() - asked)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await opening
  print('index.db folded from nothing, and opened', performance.now() - begun)
  console.log(`  other calls meanwhile: ${answers.length}, median ${median(answers).toFixed(1)} ms, longest ${Math.max(...answers).toFixed(0)} ms`)
  console.log(`  memory of the core, highest: ${highestMemory().toFixed(0)} MB`)
  await endOf(ask, 'verify')
}

/** The job that is running, at its end. */
async function endOf(ask: Core['ask'], kind: Job['kind']): Promise<Job> {
  for (;;) {
    const job = (await ask<Job[]>('jobs/list')).find((one) => one.kind === kind)
    if (job && job.state !== 'running') return job
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function measure({ ask, processorTime, highestMemory }: Core): Promise<void> {
  console.log(`memory of the core before anything is open: ${highestMemory().toFixed(0)} MB`)
  const begun = performance.now()
  await ask('workspace/open', { dir })
  print('opened', performance.now() - begun)
  await ask('ledger/entries', {})
  print('opened, with the first page of the list', performance.now() - begun)
  const { size } = await ask<{ size: number }>('ledger/state')
  if (size !== entries) throw new Error(`${size} entries instead of ${entries}`)
  let verified: Job | null = null
  const verifying = endOf(ask, 'verify').then((job) => (verified = job))
  for (let round = 0; verified === null || round < 3; round++) await listAll(ask, processorTime, round)
  await verifying
  printLists('while workers verify')
  printVerification(verified!)
  console.log(`memory of the core, highest so far: ${highestMemory().toFixed(0)} MB`)
  for (let round = 3; round < 8; round++) await listAll(ask, processorTime, round)
  printLists('alone')
  await ask('ledger/verify')
  printVerification(await endOf(ask, 'verify'))
  console.log(`memory of the core, highest through all of it: ${highestMemory().toFixed(0)} MB`)
}

function printVerification({ result, error }: Job): void {
  const { level, verdict, findings, durationMs } = (result ?? {}) as Partial<Verification>
  console.log(`verification, level ${level}: ${error?.message ?? verdict}, ${findings?.length} findings, ${((durationMs ?? 0) / 1_000).toFixed(1)} s`)
}

/** Each round asks for other places and other texts: what is remembered from the round before shall not help. */
async function listAll(ask: Core['ask'], processorTime: Core['processorTime'], round: number): Promise<void> {
  const somewhere = Math.floor(((round * 0.37 + 0.2) % 1) * entries)
  const timeOf = async (seq: number) => (await ask<{ at: string }>('ledger/entry', { seq })).at
  const [at, later] = [await timeOf(somewhere), await timeOf(Math.min(somewhere + entries / 10, entries - 1) | 0)]
  const version = `model-${(round * 7) % 500}@${1 + (round % Math.max(1, Math.floor(entries / 10_000)))}`
  const asked: Record<string, object> = {
    'first page': {},
    'page anywhere': { offset: somewhere },
    'kind, 35 % of all': { kind: round % 2 ? 'check.declared/v1' : 'check.completed/v1' },
    'the same, page anywhere': { kind: round % 2 ? 'check.declared/v1' : 'check.completed/v1', offset: Math.floor(somewhere * 0.35) },
    'person, page anywhere': { actor: actors[round % 3]!, offset: Math.floor(somewhere * 0.3) },
    'kind and person': { kind: 'check.completed/v1', actor: actors[round % 3]! },
    subject: { subject: version },
    time: { from: at, to: later },
    'time and kind': { from: at, to: later, kind: 'dataset.registered/v1' },
    'text, one match': { text: `batch ${Math.floor(somewhere / 20)}` },
    'text, many matches': { text: `fairness check of model-${round}` },
    'text, most entries': { text: ['MODEL-', 'fairness', 'check of', 'check', 'model', 'e', 'of', 'c'][round % 8] },
    'text, none': { text: `nothing like ${round}` },
    'text and kind and person': { text: `model-${round}`, kind: 'check.completed/v1', actor: actors[round % 3]! },
  }
  for (const [name, filter] of Object.entries(asked)) await time(name, processorTime, () => ask('ledger/entries', filter))
  await time('kinds with their counts', processorTime, () => ask('ledger/kinds'))
}

async function time(name: string, processorTime: Core['processorTime'], act: () => Promise<unknown>): Promise<void> {
  const [begun, ran] = [performance.now(), processorTime()]
  await act()
  const known = waits.get(name) ?? { clock: [], processor: [] }
  waits.set(name, { clock: [...known.clock, performance.now() - begun], processor: [...known.processor, processorTime() - ran] })
}

function printLists(when: string): void {
  console.log(`\n| list, ${when} | ms, median | ms, longest | ms of processor, median | rounds |\n| --- | --- | --- | --- | --- |`)
  for (const [name, { clock, processor }] of waits) console.log(`| ${name} | ${median(clock).toFixed(1)} | ${Math.max(...clock).toFixed(1)} | ${median(processor).toFixed(1)} | ${clock.length} |`)
  console.log('')
  waits.clear()
}

function print(what: string, milliseconds: number): void {
  console.log(`${what}: ${milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`}`)
}
