import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findEntryRows, readKinds } from '../electron/domain/ledger/entry-rows.ts'
import type { EntryDraft } from '../electron/domain/ledger/service.ts'
import { createWorkspace, openWorkspace, type Machine, type Workspace } from '../electron/core/workspace.ts'
import { systemClock } from '../electron/platform/clock.ts'
import { nodePrograms } from '../electron/platform/programs.ts'
import type { Work } from '../shared/contract/handlers.ts'

/**
 * A ledger of a million entries as the core meets it: opening, lists and filters while a worker verifies, memory, and index.db
 * folded anew. Built through the append that the app uses, in a folder that is removed unless it is named.
 *
 *   npx node bench/scale.ts [entries] [folder to keep and to use again]
 */
const entries = Number(process.argv[2] ?? 1_000_000)
const kept = process.argv[3]
const step = process.env['SCALE_STEP']
const root = kept ?? mkdtempSync(join(tmpdir(), 'bench-scale-'))
const dir = join(root, 'workspace')
const machine: Machine = { clock: systemClock, stateDir: join(root, 'state'), programs: nodePrograms, version: 'bench' }
const person = { name: 'Ana Author', email: 'ana@example.org', roles: ['data_scientist' as const], passphrase: 'bench passphrase' }
const actors = [person.email, 'ben@example.org', 'cleo@example.org']

async function all(): Promise<void> {
  try {
    console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} threads, Node ${process.version}`)
    if (!existsSync(dir)) await build()
    await inFreshProcess('measure')
    await inFreshProcess('rebuild')
  } finally {
    if (!kept) rmSync(root, { recursive: true, force: true })
  }
}

function inFreshProcess(name: 'measure' | 'rebuild'): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), [String(entries), root], { env: { ...process.env, SCALE_STEP: name } })
  return new Promise((resolve, reject) => child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}`)))))
}

async function build(): Promise<void> {
  const begun = performance.now()
  const workspace = await createWorkspace({ dir, name: 'A million entries', person }, machine)
  const { ledger } = workspace
  for (let size = ledger.tip().size; size < entries; size = ledger.tip().size) {
    const count = Math.min(1_000, entries - size)
    ledger.append(actors[(size / 1_000) % 3 | 0]!, () => Array.from({ length: count }, (_, i) => toDraft(size + i)))
  }
  workspace.close()
  print('built, records folded', performance.now() - begun)
}

/** A version and what is done with it takes twenty entries: fourteen checks, declared and completed, a review, its withdrawal. */
function toDraft(seq: number): EntryDraft {
  const version = Math.floor(seq / 20)
  const ref = `model-${version % 500}@${Math.floor(version / 500) + 1}`
  const manifestHash = seq.toString(16).padStart(64, '5')
  const step = seq % 20
  if (step === 0) return { kind: 'dataset.registered/v1', body: { name: `applications-${seq}`, description: 'Applications of one month, as they came in.' } }
  if (step === 1) return { kind: 'version.registered/v1', body: { model: ref.split('@')[0]!, number: Number(ref.split('@')[1]), manifestHash, data: [], note: 'Trained again on the newest month.' } }
  if (step === 18) {
    const policy = { id: 'default', version: 1, sha256: manifestHash }
    return { kind: 'review.requested/v1', body: { version: ref, useCase: 'U-3', manifestHash, evidence: [], evidenceHash: manifestHash, policy, message: 'Please look at the groups.' } }
  }
  if (step === 19) return { kind: 'review.withdrawn/v1', body: { review: `R-${seq - 1}`, reason: `Trained again: batch ${version}` } }
  if (step % 2 === 0) {
    const settings = { columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: ['sex', 'age_group'] }, thresholds: {}, minimumGroup: 30, minimumDenominator: 10, confidence: 0.95, missing: [] }
    return { kind: 'check.declared/v1', body: { check: 'fairness', version: ref, manifestHash, input: { name: `predictions-${version}.csv`, sha256: manifestHash, bytes: 40_000, format: 'csv' }, settings } }
  }
  const verdict = seq % 3 ? 'pass' : 'insufficient_data'
  return { kind: 'check.completed/v1', body: { declaration: seq - 1, version: ref, verdict, result: { sha256: manifestHash, bytes: 4_000 }, rows: { read: 1_000 + seq, used: 990 + seq } } }
}

async function measure(): Promise<void> {
  const begun = performance.now()
  const workspace = openWorkspace(dir, machine)
  const opened = performance.now() - begun
  await list(workspace, {})
  const usable = performance.now() - begun
  print('opened', opened)
  print('opened, with the first page of the list', usable)
  if (workspace.ledger.tip().size !== entries) throw new Error(`${workspace.ledger.tip().size} entries instead of ${entries}`)
  let steps = 0
  let verified = false
  const work: Work = { signal: new AbortController().signal, progress: () => void steps++ }
  const verifying = performance.now()
  const verification = workspace.ledger.verify('leaves', work).finally(() => (verified = true))
  for (let round = 0; !verified || round < 3; round++) await listAll(workspace, round)
  const { verdict, durationMs, findings } = await verification
  console.log(`verification of leaves in a worker meanwhile: ${verdict}, ${findings.length} findings, ${durationMs} ms, ${steps} steps of progress (${Math.round(performance.now() - verifying)} ms with the lists)`)
  printLists()
  console.log(`memory, core and workers, highest: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
  workspace.close()
}

type Filter = Parameters<typeof findEntryRows>[1]
const pause = () => new Promise<void>((resolve) => void setImmediate(resolve))
const waits = new Map<string, number[]>()
const list = ({ index }: Workspace, filter: Partial<Filter>) => findEntryRows(index, { offset: 0, limit: 100, order: 'newest', ...filter }, pause)

/** Each round asks for other places and other texts: what is remembered from the round before shall not help. */
async function listAll(workspace: Workspace, round: number): Promise<void> {
  const somewhere = Math.floor(((round * 0.37 + 0.2) % 1) * entries)
  const at = workspace.ledger.read(somewhere).at
  const later = workspace.ledger.read(Math.min(somewhere + entries / 10, entries - 1) | 0).at
  const version = `model-${(round * 7) % 500}@${1 + (round % Math.max(1, Math.floor(entries / 10_000)))}`
  const asked: Record<string, Partial<Filter>> = {
    'first page': {},
    'page anywhere': { offset: somewhere },
    'kind, 40 % of all': { kind: 'check.declared/v1' },
    'kind, page anywhere': { kind: 'check.completed/v1', offset: Math.floor(somewhere * 0.35) },
    'person, page anywhere': { actor: actors[round % 3]!, offset: Math.floor(somewhere * 0.3) },
    'kind and person': { kind: 'check.completed/v1', actor: actors[round % 3]! },
    'subject': { subject: version },
    'time': { from: at, to: later },
    'time and kind': { from: at, to: later, kind: 'dataset.registered/v1' },
    'text, one match': { text: `batch ${Math.floor(somewhere / 20)}` },
    'text, many matches': { text: `fairness check of model-${round % 9}` },
    'text, none': { text: `nothing like ${round}` },
  }
  for (const [name, filter] of Object.entries(asked)) await time(name, () => list(workspace, filter))
  await time('kinds with their counts', () => readKinds(workspace.index))
}

async function time(name: string, act: () => unknown): Promise<void> {
  const begun = performance.now()
  await act()
  waits.set(name, [...(waits.get(name) ?? []), performance.now() - begun])
  // As between two calls of a window: messages of the worker come in.
  await pause()
}

function printLists(): void {
  console.log('\n| list | ms, median | ms, longest |\n| --- | --- | --- |')
  for (const [name, values] of waits) {
    const sorted = values.toSorted((a, b) => a - b)
    console.log(`| ${name} | ${sorted[sorted.length >> 1]!.toFixed(1)} | ${sorted.at(-1)!.toFixed(1)} |`)
  }
  console.log('')
}

async function rebuild(): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(dir, `index.db${suffix}`), { force: true })
  const begun = performance.now()
  openWorkspace(dir, machine).close()
  print('index.db folded anew', performance.now() - begun)
  console.log(`memory meanwhile, highest: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
}

function print(what: string, milliseconds: number): void {
  console.log(`${what}: ${milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`}`)
}

if (step === 'measure') await measure()
else if (step === 'rebuild') await rebuild()
else await all()
