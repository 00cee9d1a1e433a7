import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWorkspace, type Machine, type Workspace } from '../../electron/core/workspace.ts'
import { createBlobStore } from '../../electron/platform/blobs.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import { nodePrograms } from '../../electron/platform/programs.ts'
import { createSealing } from '../../electron/platform/sealed.ts'
import { openIndex, type Index } from '../../electron/platform/sqlite.ts'
import { checkRecord } from '../../electron/domain/evidence/schema.ts'
import { decisionRecord, moveRecord, reviewRecord } from '../../electron/domain/reviews/schema.ts'
import { documentRecord, documentVersionRecord } from '../../electron/domain/documents/schema.ts'
import { modelRecord, versionRecord } from '../../electron/domain/catalog/schema.ts'
import { toCanonical } from '../../electron/tlog/canonical.ts'
import { toManifest } from '../../electron/domain/catalog/rules.ts'
import { median, toRange } from '../ledger/sample.ts'
import { printMachine } from '../machine.ts'

/**
 * What a portfolio is looked at with: requests, the queue, the inventory, the agenda, at so many models with a version, three checks, a document
 * and a request each, every other one approved (under the tiered policy: drafts, held against all that their tier demands), beside bare reads
 * of the same rows by the same query builder. In the first column something was appended since the last look, in the second nothing was.
 *
 *   npx node bench/reviews/lists.ts [models] [rounds] [tiered]
 */
const models = Number(process.argv[2] ?? 500)
const rounds = Number(process.argv[3] ?? 3)
const policy = process.argv[4] === 'tiered' ? 'tiered' : 'two-person'
const root = mkdtempSync(join(tmpdir(), 'bench-lists-'))
const dir = join(root, 'workspace')
// Deriving a key takes its time on purpose; nothing of it is measured here.
const machine: Machine = { clock: systemClock, stateDir: join(root, 'state'), programs: nodePrograms, sealing: createSealing(1024), version: 'bench' }
const passphrase = 'bench passphrase'
const author = 'ana@example.org'
const [reviewer, approver] = ['rosa@example.org', 'carl@example.org']

try {
  printMachine('reviews/lists.ts', models, rounds, policy)
  const workspace = await build()
  try {
    measure(workspace)
  } finally {
    workspace.close()
  }
} finally {
  rmSync(root, { recursive: true, force: true })
}

async function build(): Promise<Workspace> {
  const begun = performance.now()
  const workspace = await createWorkspace({ dir, name: 'Portfolio', person: { name: 'Ana Author', email: author, roles: ['data_scientist', 'model_owner'], passphrase }, policy }, machine)
  const { identity, catalog, reviews, ledger } = workspace
  await identity.enrol(author, { name: 'Rosa Risk', email: reviewer, roles: ['risk_sme'], passphrase, signerPassphrase: passphrase })
  await identity.enrol(author, { name: 'Carl Compliance', email: approver, roles: ['compliance_reviewer'], passphrase, signerPassphrase: passphrase })
  const blobs = createBlobStore(join(dir, 'blobs'))
  const result = blobs.put(Buffer.from('{}'))
  for (let i = 0; i < Math.ceil(models / 10); i++) catalog.addUseCase(author, { name: `Use ${i}`, purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  const useCases = catalog.useCases()
  const names = Array.from({ length: models }, (_, i) => `model-${i}`)
  for (const [i, name] of names.entries()) {
    const ref = `${name}@1`
    const { sha256: manifestHash } = blobs.put(Buffer.from(toCanonical(toManifest({ model: name, artefact: null, data: [], code: null, environment: null, parameters: { C: String(i) } }, 1))))
    ledger.append(author, ({ size }) => [
      { kind: 'model.registered/v1', body: { name, useCase: useCases[Math.floor(i / 10)]!.id, task: 'classification', description: '', owner: author } },
      { kind: 'version.registered/v1', body: { model: name, number: 1, manifestHash, data: [], note: '' } },
      ...[0, 1, 2].flatMap((check) => toCheck(ref, manifestHash, result, { declared: size + 2 + 2 * check, max: 0.5 + check / 10 })),
      { kind: 'document.sealed/v1', body: toDocument(name, result) },
    ])
    const { id } = reviews.request(author, { version: ref, message: '' })
    if (i % 2 === 0 && policy === 'two-person') for (const [person, act] of [[reviewer, 'review'], [approver, 'approve']] as const) {
      const { sha256 } = reviews.statement(person, { id, act })
      await reviews.sign(person, { id, sha256, passphrase })
    }
  }
  console.log(`${models} models in ${useCases.length} use cases, ${ledger.tip().size} entries; built in ${((performance.now() - begun) / 1000).toFixed(0)} s\n`)
  return workspace
}

function toCheck(version: string, manifestHash: string, result: { sha256: string; bytes: number }, { declared, max }: { declared: number; max: number }) {
  const settings = { columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: ['sex'] }, thresholds: { demographic_parity_difference: { max, source: 'agreed' } }, minimumGroup: 30, minimumDenominator: 10, confidence: 0.95, missing: [] }
  const inputs = [{ role: 'data', name: 'predictions.csv', sha256: result.sha256, bytes: 40_000, format: 'csv' }]
  return [
    { kind: 'check.declared/v1' as const, body: { check: 'fairness', version, manifestHash, inputs, settings } },
    { kind: 'check.completed/v1' as const, body: { declaration: declared, version, verdict: 'pass', result, rows: { read: 1_000, used: 1_000 } } },
  ]
}

function toDocument(model: string, content: { sha256: string; bytes: number }) {
  return { document: null, number: 1, previous: null, kind: 'model_card', title: `Card of ${model}`, subject: { type: 'model', ref: model }, boundTo: null, content, attachments: [], origin: null, tier: 2, filled: [], missing: [], open: [] }
}

function measure(workspace: Workspace): void {
  const { reviews, inventory, frameworks } = workspace
  const index = openIndex(join(dir, 'index.db'))
  const lists: Record<string, () => unknown> = {
    'requests, all': () => reviews.list({}),
    'queue, what waits for me': () => reviews.waitingFor(reviewer),
    'approvals that are watched': () => reviews.watched(),
    'agenda, 90 days': () => inventory.agenda(reviewer, 90),
    'inventory': () => inventory.list(),
    'what the clock is due to do': () => reviews.tick(),
    'control sets, all models': () => frameworks.inventory(),
  }
  try {
    console.log(`milliseconds of processor time, medians of ${rounds}; bare reads of the same rows: ${toRange(Array.from({ length: rounds }, () => bareTime(index.index)), 1)}\n`)
    console.log('| list | ms after an entry | times the bare reads | ms again | times |\n| --- | --- | --- | --- | --- |')
    for (const [name, list] of Object.entries(lists)) {
      const pairs = Array.from({ length: rounds }, () => ({ bare: bareTime(index.index), first: (touch(workspace), timeOf(list)), again: timeOf(list) }))
      const of = (pick: (one: (typeof pairs)[number]) => number) => median(pairs.map(pick))
      console.log(`| ${name} | ${of(({ first }) => first).toFixed(0)} | ${of(({ first, bare }) => first / bare).toFixed(1)} | ${of(({ again }) => again).toFixed(0)} | ${of(({ again, bare }) => again / bare).toFixed(1)} |`)
    }
  } finally {
    index.close()
  }
}

/** Something happens elsewhere: whatever is remembered for the old state of the ledger is of no use. */
function touch({ catalog, ledger }: Workspace): void {
  catalog.addUseCase(author, { name: `Another ${ledger.tip().size}`, purpose: '', affected: '', tier: 4, tierReasons: '' })
}

/** Time of one read of the tables; many are timed, because one is less than the processor's clock can tell. */
function bareTime(index: Index): number {
  const times = 20
  const tables = [reviewRecord, moveRecord, decisionRecord, checkRecord, documentRecord, documentVersionRecord, modelRecord, versionRecord]
  const read = () => {
    for (let i = 0; i < times; i++) for (const table of tables) index.select().from(table).all()
  }
  return timeOf(read) / times
}

/** Milliseconds that this thread ran on a processor: what other programs do does not count. */
function timeOf(act: () => unknown): number {
  const begun = process.threadCpuUsage()
  act()
  const { user, system } = process.threadCpuUsage(begun)
  return (user + system) / 1000
}
