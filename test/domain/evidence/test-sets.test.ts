import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { qualityChoices } from '../../../shared/contract/evidence.ts'
import { numberUses } from '../../../shared/test-sets.ts'
import { foldEntry } from '../../../electron/core/folding.ts'
import { kindOf } from '../../../electron/domain/evidence/kinds.ts'
import { readTestSet, readUses } from '../../../electron/domain/evidence/test-sets/store.ts'
import type { StoredEntry } from '../../../electron/domain/ledger/service.ts'
import { openIndex, type IndexDatabase } from '../../../electron/platform/sqlite.ts'

let database: IndexDatabase
beforeAll(() => {
  database = openIndex(null)
})
afterAll(() => database.close())

const digests = ['a', 'b', 'c'].map((letter) => letter.repeat(64))
const sha256 = fc.constantFrom(...digests)
const snapshot = fc.constantFrom('held-out@1', 'held-out@2', 'other@1')
const settings = kindOf('quality').toSettings(qualityChoices.parse({}))
const file = { bytes: 1, name: 'x.csv' }
const datasetRole = fc.constantFrom('train', 'test')

const registered = digests.map((digest, at) => ({
  kind: 'snapshot.registered/v1',
  body: { dataset: at < 2 ? 'held-out' : 'other', number: at < 2 ? at + 1 : 1, file: { ...file, sha256: digest }, format: 'csv', rows: 3, columns: [], protected: [], rights: {} },
}))

const check = fc.record({ inputs: fc.uniqueArray(fc.record({ role: fc.constantFrom('data', 'reference', 'test'), sha256 }), { minLength: 1, selector: ({ role }) => role }), over: fc.option(snapshot) }).map(({ inputs, over }) => ({
  kind: 'check.declared/v1',
  body: { check: 'quality', version: 'm@1', manifestHash: 'd'.repeat(64), inputs: inputs.map((one) => ({ ...file, format: 'csv', ...one })), settings, ...(over === null ? {} : { testSet: over }) },
}))
const run = fc.record({ run: fc.constantFrom('1'.repeat(32), '2'.repeat(32)), datasets: fc.array(fc.record({ name: fc.constant('x'), digest: fc.constant('y'), role: datasetRole, snapshot: fc.option(snapshot), sha256: fc.option(sha256) }), { maxLength: 3 }) }).map((one) => ({
  kind: 'run.sealed/v1',
  body: { ...one, experiment: '0', number: 1, previous: null, name: 'try', status: 'finished', source: 'app', startedAt: null, endedAt: null, description: { sha256: 'e'.repeat(64), bytes: 1 }, metricsFile: null, counts: { parameters: 0, metrics: 0, tags: 0, artefacts: 0, artefactBytes: 0 }, commit: null },
}))
const used = fc.record({ snapshot, sha256, purpose: fc.constant('x'), person: fc.constant(null), how: fc.constantFrom('outside') }).map((body) => ({ kind: 'test-set.used/v1', body }))
const named = fc.array(snapshot, { maxLength: 2 }).map((data) => ({ kind: 'version.registered/v1', body: { model: 'm', number: 1, manifestHash: 'd'.repeat(64), data, note: '' } }))
const bundle = fc.array(fc.record({ snapshot, sha256, content: fc.boolean() }), { maxLength: 2 }).map((snapshots) => ({ kind: 'bundle.exported/v1', body: { bundle: 'request', record: 'R-1', asOf: { size: 1, root: 'r' }, checkpoint: 'c', file: { ...file, sha256: 'f'.repeat(64) }, snapshots } }))
const other = fc.constant({ kind: 'dataset.registered/v1', body: { name: 'held-out', description: '' } })

const toEntries = (drafts: readonly { kind: string; body: object }[]): StoredEntry[] =>
  [...registered, ...drafts].map((draft, seq) => ({ ...draft, seq, at: '2026-06-01T00:00:00.000Z', actor: 'ana@example.org', leaf: '' }) as unknown as StoredEntry)

function folded<T>(entries: readonly StoredEntry[], read: () => T): T {
  database.raw.exec('SAVEPOINT one')
  try {
    for (const entry of entries) foldEntry(entry, database.index)
    return read()
  } finally {
    database.raw.exec('ROLLBACK TO one; RELEASE one')
  }
}

/** What a person would count who reads every entry from the beginning, knowing nothing of how the program does it. */
function countByReading(entries: readonly StoredEntry[], digest: string): number {
  const ref = ['held-out@1', 'held-out@2', 'other@1'][digests.indexOf(digest)]!
  const runs = new Set<string>()
  return entries.filter(({ kind, body }) => {
    const text = JSON.stringify(body)
    if (kind === 'test-set.used/v1') return text.includes(digest)
    if (kind === 'bundle.exported/v1') return text.includes(`"sha256":"${digest}","content":true`)
    if (kind !== 'check.declared/v1' && kind !== 'run.sealed/v1') return false
    if (!text.includes(digest) && !text.includes(`"${ref}"`)) return false
    if (kind === 'check.declared/v1') return true
    const { run: id } = body as { run: string }
    return runs.has(id) ? false : Boolean(runs.add(id))
  }).length
}

it('counts as many uses of any bytes as whoever reads all entries', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(check, run, used, named, bundle, other), { maxLength: 12 }), sha256, (drafts, digest) => {
      const entries = toEntries(drafts)
      const uses = folded(entries, () => numberUses(readUses(database.index, digest)))
      expect(uses.filter(({ number }) => number !== null)).toHaveLength(countByReading(entries, digest))
      expect(uses.map(({ seq }) => seq)).toEqual(uses.map(({ seq }) => seq).toSorted((a, b) => a - b))
    }),
    { numRuns: 150 },
  )
})

it('lets nothing but the first seal of a snapshot’s own bytes seal them', () => {
  const seal = (ref: string, digest: string, purpose: string) => ({ kind: 'test-set.sealed/v1', body: { snapshot: ref, sha256: digest, purpose, custodian: 'vera@example.org', users: [], model: null, split: { method: null, seed: null, parts: null } } })
  const forged = toEntries([seal('held-out@1', digests[1]!, 'other bytes'), seal('nothing@1', digests[1]!, 'no snapshot'), seal('held-out@1', digests[0]!, 'first'), seal('held-out@1', digests[0]!, 'second')])
  expect(folded(forged, () => digests.map((digest) => readTestSet(database.index, digest)?.purpose))).toEqual(['first', undefined, undefined])
})

it('says of a run that repeats another one which that is, also while it is open', () => {
  const [original, again] = ['1'.repeat(32), '2'.repeat(32)]
  const entries = toEntries([
    { kind: 'run.reproduction-declared/v1', body: { run: again, original, number: 1, description: 'e'.repeat(64), terms: { tolerances: [], exceptMetrics: [], exceptParameters: [] } } },
    { kind: 'test-set.used/v1', body: { snapshot: 'held-out@1', sha256: digests[0]!, how: 'run', run: again, role: 'test' } },
  ])
  expect(folded(entries, () => readUses(database.index, digests[0]!).map(({ detail, roles, run: id }) => [id, roles, detail]))).toEqual([[again, ['test'], '22222222, which repeats run 11111111']])
})
