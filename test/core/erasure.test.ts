import Database from 'better-sqlite3'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fairnessRun } from '../support/checks.ts'
import { redact, toErasable } from '../../electron/core/custody.ts'
import { restoreBackup } from '../../electron/core/backups/restoring.ts'
import { openWorkspace } from '../../electron/core/workspace.ts'
import { createBackups } from '../../electron/core/backups/service.ts'
import { copyWorld, createWorld, founder, passphraseOf, predictionsFile, quiet, type World } from '../support/world.ts'
import { defaultThresholds } from '../../shared/contract/evidence.ts'

const cleo = 'cleo@example.org'
const ben = 'ben@example.org'
/** What must be gone; long enough to be found by a search over bytes. */
const telephone = '+49 30 1234567890'

let template: World
let world: World
let seq: number
beforeAll(async () => {
  template = await createWorld()
  await template.enrol(cleo, 'compliance_reviewer')
  await template.enrol(ben, 'risk_sme')
  seq = template.workspace.identity.recordContact(founder, { email: ben, contact: { telephone } }).contact!.seq
})
afterAll(() => template.end())
beforeEach(() => {
  world = copyWorld(template)
})
afterEach(() => world.end())

const erase = (by = cleo, entry = seq, files = false) => redact(world.workspace, by, { seq: entry, reason: 'asked for by the person', passphrase: passphraseOf(by), files }, world.machine)

/** Every file under the folder that holds the bytes, by name. */
function holders(folder: string, bytes: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => readFileSync(join(folder, name)).includes(bytes))
}

describe('personal data', () => {
  it('stands in the ledger beside the entries until it is erased, and in no record', () => {
    expect(holders(world.dir, telephone).filter((name) => !name.startsWith('ledger.db'))).toEqual([])
    expect(holders(world.dir, telephone)).not.toEqual([])
    expect(toErasable(world.workspace, seq, cleo, world.machine)).toMatchObject({ seq, payloads: [{ text: `telephone: ${telephone}` }], files: [], refusal: null, done: [], heldBy: [] })
  })

  it('is gone from main file, WAL, index and blobs after its redaction, while the program goes on', async () => {
    const { redactions, complete, sentence } = await erase()
    expect(complete).toBe(true)
    expect(redactions).toEqual([{ kind: 'payload', entry: seq, seq: world.workspace.ledger.tip().size - 1, at: expect.any(String) as string, by: cleo, reason: 'asked for by the person', id: world.workspace.ledger.read(seq).payload![0] }])
    expect(sentence).toContain('gone')
    expect(holders(world.dir, telephone)).toEqual([])
    expect(world.workspace.identity.person(ben).contact).toEqual({ seq, details: null })
    world.workspace.close()
    expect(holders(world.dir, telephone)).toEqual([])
    world.reopen()
  })

  it('leaves a ledger that verification calls intact, with the redaction as information', async () => {
    await erase()
    const verification = await world.workspace.ledger.verify('full', quiet)
    expect(verification).toMatchObject({ verdict: 'intact', findings: [], redacted: [{ kind: 'payload', entry: seq, by: cleo, reason: 'asked for by the person' }] })
    await world.check()
  })

  it('can not be guessed afterwards: the same details have another commitment each time', () => {
    const again = world.workspace.identity.recordContact(founder, { email: ben, contact: { telephone } }).contact!.seq
    const { ledger } = world.workspace
    expect(ledger.read(again).payload).not.toEqual(ledger.read(seq).payload)
  })

  it('is erased by a compliance reviewer, a legal counsel or a final approver, and never by the person it is about', async () => {
    const before = world.workspace.ledger.tip().size
    await expect(erase(founder)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(toErasable(world.workspace, seq, founder, world.machine).refusal).toContain('legal counsel')
    expect(toErasable(world.workspace, seq, null, world.machine).refusal).toContain('Sign in')
    const own = world.workspace.identity.recordContact(founder, { email: cleo, contact: { telephone: '1' } }).contact!.seq
    await expect(erase(cleo, own)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(redact(world.workspace, cleo, { seq, reason: 'x', passphrase: 'wrong passphrase', files: false }, world.machine)).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    expect(world.workspace.ledger.tip().size).toBe(before + 1)
    expect(world.workspace.identity.person(ben).contact?.details).toEqual({ telephone })
  })

  it('is erased once; an entry that holds none has nothing to erase', async () => {
    await erase()
    await expect(erase()).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(erase(cleo, 0)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(erase(cleo, 99)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(toErasable(world.workspace, seq, cleo, world.machine)).toMatchObject({ payloads: [{ text: null }], done: [{ by: cleo }] })
  })

  it('keeps its bytes out of the file only when the other program lets go, and says so', async () => {
    const reader = new Database(join(world.dir, 'ledger.db'), { readonly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM entry').get()
    const { complete, sentence } = await erase()
    expect(complete).toBe(false)
    expect(sentence).toContain('another program')
    expect(holders(world.dir, telephone)).not.toEqual([])
    reader.close()
    world.workspace.catalog.addUseCase(founder, { name: 'Next', purpose: 'p', affected: '', tier: 2, tierReasons: '' })
    expect(holders(world.dir, telephone)).toEqual([])
  })
})

describe('backups and erasure', () => {
  it('are named where they still hold it: made after the data was recorded and before it was erased', async () => {
    const backups = createBackups(world.workspace, world.machine)
    const elsewhere = join(world.dir, '..')
    const holding = join(elsewhere, 'holding.tar')
    await backups.make(holding, 'person', quiet)
    expect(toErasable(world.workspace, seq, cleo, world.machine).heldBy).toMatchObject([{ path: holding, present: true }])
    const { heldBy, sentence } = await erase()
    expect(heldBy).toMatchObject([{ path: holding, present: true }])
    expect(sentence).toContain(holding)
    const clean = join(elsewhere, 'clean.tar')
    await backups.make(clean, 'person', quiet)
    expect(toErasable(world.workspace, seq, cleo, world.machine).heldBy.map(({ path }) => path)).toEqual([holding])
    expect(readFileSync(holding).includes(telephone)).toBe(true)
    expect(readFileSync(clean).includes(telephone)).toBe(false)
  })

  it('agree: a backup from before the redaction opens read-only here, so the data does not come back', async () => {
    const file = join(world.dir, '..', 'before.tar')
    await createBackups(world.workspace, world.machine).make(file, 'person', quiet)
    await erase()
    const dir = join(world.dir, '..', 'restored')
    await restoreBackup({ file, dir }, world.machine, quiet)
    const old = openWorkspace(dir, world.machine)
    expect(old.ledger.readOnly?.reason).toContain('newer state')
    old.close()
  })
})

async function textOf(file: string): Promise<string> {
  const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise
  const pages = Array.from({ length: pdf.numPages }, async (_, i) => (await (await pdf.getPage(i + 1)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' '))
  const text = (await Promise.all(pages)).join(' ').replaceAll(/\s+/g, ' ')
  await pdf.cleanup()
  return text
}

describe('a file that an entry names', () => {
  let check: number
  let blob: string
  let path: string
  beforeEach(async () => {
    const { catalog, evidence } = world.workspace
    catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'p', affected: '', tier: 2, tierReasons: '' })
    catalog.addModel(founder, { name: 'm', useCase: 'Retail credit', task: 'classification', description: '' })
    await catalog.addVersion(founder, { model: 'm', data: [], parameters: {}, note: '' }, quiet)
    const columns = { label: 'label', positive: '1', decision: { kind: 'prediction' as const, column: 'prediction' }, groups: ['sex'] }
    await evidence.run(founder, fairnessRun({ version: 'm@1', path: predictionsFile, columns, thresholds: defaultThresholds, minimumGroup: 30 }), quiet)
    check = world.workspace.ledger.find('"kind":"check.completed/v1"')[0]!
    blob = toErasable(world.workspace, check, cleo, world.machine).files[0]!.sha256
    path = join(world.dir, 'blobs', blob.slice(0, 2), blob.slice(2))
  })

  it('is overwritten and removed when that is asked for, and only then', async () => {
    const inside = readFileSync(path, 'utf8').slice(100, 160)
    await expect(erase(cleo, check)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    const { redactions } = await erase(cleo, check, true)
    expect(redactions).toMatchObject([{ kind: 'file', entry: check, id: blob }])
    expect(existsSync(path)).toBe(false)
    expect(holders(world.dir, inside)).toEqual([])
    expect(await world.workspace.ledger.verify('full', quiet)).toMatchObject({ verdict: 'intact', redacted: [{ kind: 'file', id: blob }] })
  })

  it('leaves its check with everything that entries say of it: in the list, on its page, and in the dossier', async () => {
    const { evidence, reports, ledger } = world.workspace
    const asOf = ledger.tip().size - 1
    const { redactions } = await erase(cleo, check, true)
    const said = `The result of C-${check} is gone on purpose: it was erased by ${cleo} (entry ${redactions[0]!.seq}): asked for by the person. What the entries say of the check stays.`
    expect(evidence.checks({})).toMatchObject([{ id: `C-${check}`, verdict: 'pass', counts: {}, erased: said }])
    expect(evidence.check(`C-${check}`)).toMatchObject({ erased: said, result: null, rowsRead: 1000, scope: ['sex'] })
    for (const seq of [undefined, asOf]) {
      const out = join(world.dir, '..', `dossier-${seq}.pdf`)
      await reports.exportDossier(founder, { version: 'm@1', out, ...(seq === undefined ? {} : { asOf: seq }) }, quiet)
      const text = await textOf(out)
      expect(text).toContain('Result erased')
      expect(text).toContain(`it was erased by ${cleo} (entry ${redactions[0]!.seq})`)
      expect(text).toContain('its result was erased since')
      expect(text).not.toContain(`check-${check}.json`)
    }
    // Whoever runs the same check again has the same bytes again, and both checks have their result.
    const columns = { label: 'label', positive: '1', decision: { kind: 'prediction' as const, column: 'prediction' }, groups: ['sex'] }
    await evidence.run(founder, fairnessRun({ version: 'm@1', path: predictionsFile, columns, thresholds: defaultThresholds, minimumGroup: 30 }), quiet)
    expect(evidence.checks({}).map(({ erased }) => erased)).toEqual([null, null])
  })

  it('that is there again, or was not removed to the end, is a finding until it is erased again', async () => {
    const content = readFileSync(path)
    await erase(cleo, check, true)
    writeFileSync(path, content)
    const { verdict, findings } = await world.workspace.ledger.verify('full', quiet)
    expect([verdict, findings.map(({ kind }) => kind)]).toEqual(['broken', ['BLOB-UNREDACTED']])
    await erase(cleo, check, true)
    expect((await world.workspace.ledger.verify('full', quiet)).verdict).toBe('intact')
  })
})

describe('an erasure that was not recorded as it must be', () => {
  const findings = async () => (await world.workspace.ledger.verify('full', quiet)).findings.map(({ kind, seq: at }) => [kind, at])

  it('is a finding: a payload that is gone without an entry', async () => {
    const db = new Database(join(world.dir, 'ledger.db'))
    db.exec('DELETE FROM payload')
    db.close()
    expect(await findings()).toEqual([['PAYLOAD-MISSING', seq]])
  })

  it('is a finding: an entry by somebody whose role may not, or who did not sign', async () => {
    const { ledger, identity } = world.workspace
    const id = ledger.read(seq).payload![0]!
    const signer = await identity.unlock(ben, passphraseOf(ben))
    const note = signer.signNote(`countersign.example/redaction/v1\nEntry: ${seq}\n`)
    ledger.append(ben, () => ({ kind: 'payload.redacted/v1', body: { entry: seq, id, reason: 'mine', note }, erases: [id] }))
    const at = ledger.tip().size - 1
    const { findings: found } = await ledger.verify('full', quiet)
    expect(found.map(({ kind, seq: where }) => [kind, where])).toEqual(Array.from({ length: 3 }, () => ['DECISION-SIGNATURE', at]))
    expect(found.map(({ detail }) => detail).join()).toMatch(/the entry says.*without a role that may do it.*their own data/s)
  })
})
