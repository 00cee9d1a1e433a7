import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fairnessRun } from '../../support/checks.ts'
import { defaultThresholds } from '../../../shared/contract/evidence.ts'
import { createWorld, founder, passphraseOf, predictionsFile, quiet, type World } from '../../support/world.ts'

const reviewer = 'reviewer@example.org'
const approver = 'approver@example.org'
const version = 'credit-lr@1'

let world: World
let folder: string
let review: string

// Enrolling people costs seconds of scrypt: the tests share one world and each speaks of what it adds itself.
beforeAll(async () => {
  world = await createWorld()
  await prepare()
  await check()
  review = await approve()
})
afterAll(() => world.end())
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'dossier-'))))
afterEach(() => rmSync(folder, { recursive: true }))

async function prepare(): Promise<void> {
  await world.enrol(reviewer, 'risk_sme')
  await world.enrol(approver, 'compliance_reviewer')
  const { catalog } = world.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  const snapshot = await catalog.addSnapshot(founder, { path: predictionsFile, name: 'predictions', description: '', protected: ['sex'], rights: {} }, quiet)
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  await catalog.addVersion(founder, { model: 'credit-lr', data: [snapshot.ref], parameters: { C: '1.0' }, note: '' }, quiet)
}

const check = () =>
  world.workspace.evidence.run(
    founder,
    fairnessRun({
      version,
      path: predictionsFile,
      columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: ['sex', 'age_group'] },
      thresholds: defaultThresholds,
      minimumGroup: 30,
    }),
    quiet,
  )

async function approve(): Promise<string> {
  const { reviews } = world.workspace
  const { id } = reviews.request(founder, { version, message: '' })
  for (const [email, act] of [[reviewer, 'review'], [approver, 'approve']] as const) {
    const { sha256 } = reviews.statement(email, { id, act })
    await reviews.sign(email, { id, sha256, passphrase: passphraseOf(email) })
  }
  return id
}

const out = (name: string) => join(folder, name)
const exported = (name: string, asOf?: number) => world.workspace.reports.exportDossier(founder, { version, out: out(name), asOf }, quiet)
const digestOf = (name: string) => createHash('sha256').update(readFileSync(out(name))).digest('hex')
const bundleOf = (pdf: string) => JSON.parse(bundleText(pdf)) as { reviews: { id: string; state: string }[]; ledger: { asOf: { seq: number } }; draft: boolean }

/** The bundle is the one attachment that is an indented JSON object of this schema. */
function bundleText(name: string): string {
  const pdf = readFileSync(out(name))
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    const text = inflate(pdf.subarray(at + 7, pdf.indexOf('endstream', at)))
    if (text.includes('"schema": "countersign/dossier/1"')) return text
  }
  throw new Error('no bundle')
}

function inflate(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('utf8')
  } catch {
    return ''
  }
}

describe('exporting a dossier', () => {
  it('writes the file and records its digest as the next entry', async () => {
    const newest = world.workspace.ledger.tip().size - 1
    const report = await exported('a.pdf')
    expect(report).toMatchObject({ id: `D-${newest + 1}`, version, fileName: 'a.pdf', asOfSize: newest + 1, by: founder, sha256: digestOf('a.pdf') })
    expect(world.workspace.ledger.tip().size).toBe(newest + 2)
    expect(world.workspace.reports.list({ version })[0]).toEqual(report)
    expect(bundleOf('a.pdf')).toMatchObject({ draft: false, ledger: { asOf: { seq: newest } }, reviews: [{ id: review, state: 'approved' }] })
    await world.check()
  })

  it('its checkpoint is found in the file and holds against the ledger', async () => {
    const { asOfSize } = await exported('a.pdf')
    const note = world.workspace.reports.readCheckpoint(out('a.pdf'))
    expect(note).toBe(world.workspace.ledger.checkpointAt(asOfSize))
    expect(world.workspace.ledger.checkCheckpoint(note).outcome).toBe('holds')
  })

  it('names the entry that a version is missing at, and entries that are not there', async () => {
    const size = world.workspace.ledger.tip().size
    await expect(exported('a.pdf', size)).rejects.toMatchObject({ code: 'BAD_INPUT', message: `There is no entry ${size} to speak of: this ledger has entries 0 to ${size - 1}. Name one of them.` })
    await expect(exported('a.pdf', 1)).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('As of entry 1: There is no version') as string })
    expect(world.workspace.ledger.tip().size).toBe(size)
    expect(readdirSync(folder)).toEqual([])
  })

  it('records nothing where the file can not be written', async () => {
    const size = world.workspace.ledger.tip().size
    writeFileSync(out('taken'), 'not a folder')
    await expect(exported('taken/a.pdf')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(world.workspace.reports.exportDossier(founder, { version, out: folder }, quiet)).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('is a folder') as string })
    expect(world.workspace.ledger.tip().size).toBe(size)
  })

  it('replaces a PDF and nothing else', async () => {
    const ledger = join(world.dir, 'ledger.db')
    const before = createHash('sha256').update(readFileSync(ledger)).digest('hex')
    await expect(world.workspace.reports.exportDossier(founder, { version, out: ledger }, quiet)).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('is not a PDF') as string })
    expect(createHash('sha256').update(readFileSync(ledger)).digest('hex')).toBe(before)
    await exported('a.pdf')
    const second = await exported('a.pdf')
    expect(digestOf('a.pdf')).toBe(second.sha256)
    expect(readdirSync(folder)).toEqual(['a.pdf'])
  })

  it('takes the file away again, and gives an older one back, where the entry can not be appended', async () => {
    // The ledger refuses a text that has lost characters: the last thing that can go wrong, after the file is written.
    const [old, fresh] = ['old\u{fffd}.pdf', 'new\u{fffd}.pdf']
    writeFileSync(out(old), '%PDF-1.7 an older one')
    await expect(exported(old)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(exported(fresh)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(readdirSync(folder)).toEqual([old])
    expect(readFileSync(out(old), 'utf8')).toBe('%PDF-1.7 an older one')
  })

  it('stops when cancelled and leaves nothing behind', async () => {
    const size = world.workspace.ledger.tip().size
    const cancelled = { ...quiet, signal: AbortSignal.abort() }
    await expect(world.workspace.reports.exportDossier(founder, { version, out: out('a.pdf') }, cancelled)).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(existsSync(out('a.pdf'))).toBe(false)
    expect(world.workspace.ledger.tip().size).toBe(size)
  })
})

describe('a preview', () => {
  it('is a PDF marked as a draft that records nothing', async () => {
    const { reports, ledger } = world.workspace
    const size = ledger.tip().size
    const { token } = await reports.preview({ version }, quiet)
    const bytes = reports.previewBytes(token)
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
    writeFileSync(out('preview.pdf'), bytes)
    expect(bundleOf('preview.pdf').draft).toBe(true)
    expect(ledger.tip().size).toBe(size)
  })

  it('is kept until two newer ones are made', async () => {
    const { reports } = world.workspace
    const { token } = await reports.preview({ version }, quiet)
    for (let more = 0; more < 2; more++) await reports.preview({ version }, quiet)
    expect(() => reports.previewBytes(token)).toThrow('no longer in memory')
  })
})

describe('time', () => {
  it('does not change a dossier of an earlier entry: same bytes, and the state of that time', async () => {
    const first = await exported('a.pdf')
    const asOf = first.asOfSize - 1
    expect(bundleOf('a.pdf').reviews).toMatchObject([{ state: 'approved' }])
    world.clock.advance(400 * 86_400_000)
    world.reopen()
    expect((await exported('b.pdf', asOf)).sha256).toBe(first.sha256)
    await exported('now.pdf')
    expect(bundleOf('now.pdf').reviews).toMatchObject([{ state: 'expired' }])
    await check()
    await exported('c.pdf', asOf)
    expect([digestOf('b.pdf'), digestOf('c.pdf')]).toEqual([first.sha256, first.sha256])
  })
})
