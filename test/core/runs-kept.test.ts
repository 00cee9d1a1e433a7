import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createBackups } from '../../electron/core/backups/service.ts'
import { restoreBackup } from '../../electron/core/backups/restoring.ts'
import { redact } from '../../electron/core/custody.ts'
import { exportTo } from '../../electron/core/ledger-files.ts'
import { openWorkspace } from '../../electron/core/workspace.ts'
import { forgetRuns } from '../../electron/domain/experiments/copies.ts'
import { changeDrafts, copyDrafts, whyNoDrafts } from '../../electron/platform/drafts-database.ts'
import { checkExport } from '../../verifier/export-check.ts'
import { createWorld, founder, passphraseOf, quiet, type World } from '../support/world.ts'
import { fromFolder } from '../verifier/given.ts'

let world: World
let sealed: string
let open: string
let modelId: string
const other = 'cleo@example.org'
const experiments = () => world.workspace.experiments
const who = { person: founder, source: 'command_line', client: null } as const
async function* text(content: string) {
  yield Buffer.from(content)
}
const verify = () => world.workspace.ledger.verify('full', quiet)
const at = (...parts: string[]) => join(world.dir, '..', ...parts)
const blobOf = (sha256: string) => join(world.dir, 'blobs', sha256.slice(0, 2), sha256.slice(2))
const query = { experiments: ['0'], filter: '', orderBy: [], show: 'kept' as const, limit: 10, offset: 0 }

beforeAll(async () => {
  world = await createWorld()
  await world.enrol(other, 'compliance_reviewer')
  sealed = experiments().start(who, { experiment: '0', name: 'sealed' }).id
  experiments().log(sealed, { points: [{ key: 'auc', value: 0.9, step: 0, atMs: 1_700_000_000_000 }] })
  experiments().log(sealed, { tags: { of: 'somebody by name' } })
  await experiments().putArtefact(sealed, 'figures/roc.png', text('a picture'))
  modelId = experiments().models.create({ experiment: '0', name: 'forest', type: '', sourceRun: sealed, parameters: {}, tags: {} }).id
  await experiments().models.putFile(modelId, 'model.pkl', text('a model'))
  await experiments().finish(founder, sealed)
  open = experiments().start(who, { experiment: '0', name: 'open' }).id
  experiments().log(open, { parameters: { lr: '0.1' } })
  await experiments().putArtefact(open, 'so-far.txt', text('so far'))
})
afterAll(() => world.end())

it('a file of a sealed run, or of its model, that is gone or altered is found, with run and path', async () => {
  const { sha256 } = experiments().artefacts(sealed)[0]!
  const seq = experiments().run(sealed).versions[0]!.seq
  writeFileSync(blobOf(sha256), 'another picture')
  expect(await verify()).toMatchObject({ verdict: 'broken', findings: [{ kind: 'BLOB-CHANGED', seq, detail: expect.stringContaining(`figures/roc.png of run ${sealed}, as entry ${seq} sealed it`) }] })
  writeFileSync(blobOf(sha256), 'a picture')
  const file = experiments().models.files(modelId)[0]!.sha256
  renameSync(blobOf(file), at('put-away'))
  const { verdict, findings } = await verify()
  expect([verdict, findings.map(({ kind, detail }) => `${kind} ${detail}`)]).toEqual(['incomplete', [expect.stringContaining(`BLOB-MISSING The file ${file} model.pkl of model forest of run ${sealed}`)]])
  renameSync(at('put-away'), blobOf(file))
  expect((await verify()).verdict).toBe('intact')
})

it('an export carries the files of runs, and the page that verifies looks at them', async () => {
  const dir = at('exported')
  expect(await exportTo(world.workspace, { dir, verifier: false, actor: founder }, quiet)).toMatchObject({ missingBlobs: [] })
  const lines = async () => (await checkExport(fromFolder(dir), async () => {})).result.files.map(({ state, detail }) => `${state} ${detail}`)
  expect(await lines()).toEqual(expect.arrayContaining([expect.stringMatching(/^holds figures\/roc\.png of run .*, sealed by entry/), expect.stringMatching(/^holds model\.pkl of model forest of run/)]))
  const { sha256 } = experiments().artefacts(sealed)[0]!
  writeFileSync(join(dir, 'blobs', sha256.slice(0, 2), sha256.slice(2)), 'forged')
  expect(await lines()).toContainEqual(expect.stringMatching(/^fails figures\/roc\.png .*: the file was changed$/))
})

it('a backup brings back open runs with their files, and sealed ones as they were sealed', async () => {
  const file = at('runs.tar')
  await createBackups(world.workspace, world.machine).make(file, 'person', quiet)
  const dir = at('restored')
  expect(await restoreBackup({ file, dir }, world.machine, quiet)).toMatchObject({ standing: { state: 'newest' } })
  expect(readdirSync(dir).toSorted()).toEqual(['blobs', 'drafts.db', 'ledger.db', 'witness'])
  const restored = openWorkspace(dir, world.machine)
  try {
    expect(restored.experiments.run(open)).toMatchObject({ status: 'running', sealed: null, parameters: { lr: '0.1' }, artefacts: [{ path: 'so-far.txt' }] })
    expect(readFileSync(restored.experiments.blobPath(restored.experiments.artefacts(open)[0]!.sha256), 'utf8')).toBe('so far')
    expect(restored.experiments.run(sealed)).toMatchObject({ status: 'finished', changed: false, metrics: { auc: 0.9 } })
    expect(restored.experiments.search(query).total).toBe(2)
  } finally {
    restored.close()
  }
})

it('a run that is sealed while the backup is made is there as it was sealed, not as a change to it', async () => {
  const late = experiments().start(who, { experiment: '0', name: 'in between' }).id
  const copy = at('drafts-copy.db')
  expect(copyDrafts(join(world.dir, 'drafts.db'), copy)).toBe(true)
  const before = world.workspace.ledger.tip().size
  experiments().log(late, { parameters: { late: 'yes' } })
  await experiments().finish(founder, late)
  forgetRuns(copy, [...world.workspace.ledger.entries(before, world.workspace.ledger.tip().size)])
  expect(whyNoDrafts(copy)).toBeNull()
  world.workspace.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(world.dir, `drafts.db${suffix}`), { force: true })
  renameSync(copy, join(world.dir, 'drafts.db'))
  world.reopen()
  expect(experiments().run(late)).toMatchObject({ sealed: { number: 1 }, changed: false, parameters: { late: 'yes' } })
  expect(experiments().run(open)).toMatchObject({ sealed: null, status: 'running' })
})

it('a file goes to the disk piece by piece, however large it is: none is asked for before the one ahead of it was written', async () => {
  const blobs = join(world.dir, 'blobs')
  const piece = Buffer.alloc(1 << 20, 'x')
  const many = 24
  let made = 0
  async function* pieces() {
    for (; made < many; made += 1) {
      const part = readdirSync(blobs).find((name) => name.endsWith('.tmp'))
      expect(part === undefined ? 0 : statSync(join(blobs, part)).size).toBe(made * piece.byteLength)
      yield piece
    }
  }
  expect(await experiments().putArtefact(open, 'weights.bin', pieces())).toMatchObject({ bytes: many * piece.byteLength })
  expect([made, readdirSync(blobs).filter((name) => name.endsWith('.tmp'))]).toEqual([many, []])
  experiments().removeArtefact(open, 'weights.bin')
})

it('drafts that are not what this program makes are refused', () => {
  const copy = at('foreign.db')
  copyDrafts(join(world.dir, 'drafts.db'), copy)
  changeDrafts(copy, (db) => void db.prepare('CREATE TRIGGER once AFTER INSERT ON run BEGIN DELETE FROM run; END').run())
  expect(whyNoDrafts(copy)).toBe('its tables are not those of this program')
  changeDrafts(copy, (db) => void db.pragma('user_version = 999'))
  expect(whyNoDrafts(copy)).toBe('it was written by a newer Countersign')
  writeFileSync(copy, 'no database')
  expect(whyNoDrafts(copy)).toBe('it can not be read')
})

it('erasing what a run sealed erases its files too, and verification says so and nothing else', async () => {
  const seq = experiments().run(sealed).versions[0]!.seq
  const files = [...experiments().artefacts(sealed), ...experiments().models.files(modelId)].map(({ sha256 }) => sha256)
  const { redactions } = await redact(world.workspace, other, { seq, reason: 'asked for', passphrase: passphraseOf(other), files: true }, world.machine)
  expect(redactions.map(({ id }) => id)).toEqual(expect.arrayContaining(files))
  expect(files.map((sha256) => existsSync(blobOf(sha256)))).toEqual([false, false])
  // Of the working copy only that there was such a run is left, also in the bytes of the file and its log.
  expect(experiments().run(sealed)).toMatchObject({ name: 'sealed', status: 'finished', sealed: { number: 1 }, changed: false, tags: {}, metrics: {}, artefacts: [] })
  expect(['', '-wal'].map((suffix) => join(world.dir, `drafts.db${suffix}`)).filter((file) => existsSync(file) && readFileSync(file).includes('somebody by name'))).toEqual([])
  world.workspace.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(world.dir, `drafts.db${suffix}`), { force: true })
  world.reopen()
  expect(experiments().run(sealed)).toMatchObject({ name: 'sealed', status: 'finished', sealed: { number: 1 }, changed: false, artefacts: [] })
  expect(await verify()).toMatchObject({ verdict: 'intact', findings: [] })
})
