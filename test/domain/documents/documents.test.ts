import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sealedDocument, type DocumentContent, type Draft } from '../../../shared/contract/documents.ts'
import { projectFile } from '../../../electron/platform/assets.ts'
import { toCanonical } from '../../../electron/tlog/canonical.ts'
import { copyWorld, createWorld, founder, quiet, type World } from '../../support/world.ts'
import { cards } from './cards.ts'

const other = 'other@example.org'
const made: World[] = []
let template: World

beforeAll(async () => {
  template = await createWorld()
  await template.enrol(other, 'validator')
  const { catalog } = template.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications.', affected: 'Applicants', tier: 2, tierReasons: '' })
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  const data = join(template.dir, '..', 'data.csv')
  writeFileSync(data, 'a,b\n1,2\n')
  await catalog.addSnapshot(founder, { path: data, name: 'german-credit', description: '', protected: [], rights: { licence: 'CC BY 4.0' } }, quiet)
  await catalog.addVersion(founder, { model: 'credit-lr', data: ['german-credit@1'], parameters: { C: '1.0' }, note: '' }, quiet)
})
afterAll(() => {
  for (const world of [...made, template]) world.end()
})

const aWorld = (): World => {
  const world = copyWorld(template)
  made.push(world)
  return world
}
const version = { type: 'version', ref: 'credit-lr@1' } as const
const model = { type: 'model', ref: 'credit-lr' } as const

function write(world: World, person: string, draft: Draft, change: Partial<DocumentContent>): Draft {
  const { drafts } = world.workspace.documents
  const { content, revision } = drafts.get(person, draft.id)
  drafts.save(person, { id: draft.id, revision, content: { ...content, ...change } })
  return drafts.get(person, draft.id)
}

function sealOne(world: World, kind = 'use_case_record', subject: Draft['subject'] = { type: 'use_case', ref: 'Retail credit' }) {
  const { documents } = world.workspace
  const draft = documents.drafts.begin(founder, { kind, subject })
  write(world, founder, draft, { fields: { business_need: 'Too slow today.' } })
  return documents.seal(founder, draft.id)
}

it('has the canonical form and digest that the format says', () => {
  const vector = /```json\n(.*)\n```\n\nSHA-256 `(\w+)`/.exec(readFileSync(projectFile('docs/formats/document.md'), 'utf8'))!
  expect(toCanonical(sealedDocument.parse(JSON.parse(vector[1]!)))).toBe(vector[1])
  expect(createHash('sha256').update(vector[1]!).digest('hex')).toBe(vector[2])
})

it('seals a draft as one entry over canonical bytes that are bound to what they speak of, and the ledger stays intact', async () => {
  const world = aWorld()
  const { documents, ledger, catalog } = world.workspace
  const draft = documents.drafts.begin(founder, { kind: 'model_card', subject: version })
  const readme = join(world.dir, '..', 'README.md')
  writeFileSync(readme, cards['a template filled in']!)
  documents.drafts.importFile(founder, draft.id, readme)
  const size = ledger.tip().size
  const sealed = documents.seal(founder, draft.id)
  expect(ledger.tip().size).toBe(size + 1)
  const entry = ledger.read(size)
  const manifestHash = catalog.version('credit-lr@1').manifestHash
  expect(sealed).toMatchObject({ id: `N-${size}`, number: 1, title: 'Model Card for credit-lr', boundTo: manifestHash, tier: 2, authors: [founder] })
  expect(entry.body).toMatchObject({ document: null, number: 1, previous: null, kind: 'model_card', boundTo: manifestHash, missing: ['out_of_scope_use'], origin: { name: 'README.md' } })
  const { content } = documents.get(sealed.id)
  expect(createHash('sha256').update(toCanonical(content)).digest('hex')).toBe(sealed.sha256)
  expect(content!.subject).toEqual({ ...version, sha256: manifestHash })
  expect(documents.text(sealed.id, undefined, 'markdown')).toBe(cards['a template filled in'])
  expect(documents.drafts.list(founder)).toEqual([])
  await world.check()
})

it('numbers versions, chains them by digest, and refuses one in which nothing changed', () => {
  const world = aWorld()
  const { documents, ledger } = world.workspace
  const first = sealOne(world)
  const draft = documents.drafts.begin(founder, { document: first.id })
  expect(() => documents.seal(founder, draft.id)).toThrow(/Nothing is different from version 1/)
  write(world, founder, draft, { fields: { ...draft.content.fields, users: 'Clerks.' }, text: 'More.' })
  const second = documents.seal(founder, draft.id)
  expect(second).toMatchObject({ id: first.id, number: 2 })
  expect(ledger.read(second.seq).body).toMatchObject({ document: first.id, number: 2, previous: first.sha256 })
  const difference = documents.diff(first.id, 1, 2)
  expect(difference.fields).toMatchObject([{ field: 'users', before: null, after: 'Clerks.' }])
  expect(difference.text).toMatchObject([{ added: true, text: 'More.\n' }])
  expect(() => documents.get(first.id, 3)).toThrow('has no version 3')
})

it('tells of a version that somebody sealed meanwhile, merges it, and loses nothing of either', async () => {
  const world = aWorld()
  const { documents } = world.workspace
  const { id } = sealOne(world)
  const mine = documents.drafts.begin(other, { document: id })
  write(world, other, mine, { fields: { business_need: 'Mine.', users: 'Analysts.' } })
  const theirs = documents.drafts.begin(founder, { document: id })
  write(world, founder, theirs, { fields: { business_need: 'Theirs.', out_of_scope: 'Rent.' } })
  documents.seal(founder, theirs.id)
  expect(documents.drafts.get(other, mine.id).newer).toMatchObject({ number: 2, by: founder, conflicts: ['business_need'] })
  expect(() => documents.seal(other, mine.id)).toThrow(/sealed version 2 of N-\d+ while you wrote from version 1/)
  expect(documents.drafts.diff(other, mine.id).fields.map(({ field }) => field)).toEqual(['business_need', 'out_of_scope', 'users'])
  const merged = documents.drafts.rebase(other, mine.id, {})
  expect(merged.content.fields).toEqual({ business_need: 'Mine.', users: 'Analysts.', out_of_scope: 'Rent.' })
  expect(merged.newer).toBeNull()
  const sealed = documents.seal(other, mine.id)
  expect(sealed).toMatchObject({ number: 3, authors: [founder, other] })
  expect(documents.authorsOf([{ type: 'use_case', ref: sealed.subject.ref }])).toEqual([founder, other])
  await world.check()
})

it('keeps the draft of each person apart, and refuses a save over what another window wrote', () => {
  const world = aWorld()
  const { drafts } = world.workspace.documents
  const draft = drafts.begin(founder, { kind: 'risk_register', subject: model })
  expect(() => drafts.get(other, draft.id)).toThrow(/You have no draft/)
  expect(drafts.begin(founder, { kind: 'risk_register', subject: model }).id).toBe(draft.id)
  drafts.save(founder, { id: draft.id, revision: draft.revision, content: { ...draft.content, text: 'First.' } })
  expect(() => drafts.save(founder, { id: draft.id, revision: draft.revision, content: draft.content })).toThrow(/changed in another window/)
  world.reopen()
  expect(world.workspace.documents.drafts.get(founder, draft.id).content.text).toBe('First.')
  expect(world.workspace.ledger.find('First.')).toEqual([])
})

it('keeps every saved word when the program is killed', async () => {
  const world = aWorld()
  const draft = world.workspace.documents.drafts.begin(founder, { kind: 'experiment_note', subject: { type: 'experiment', ref: '0' } })
  world.workspace.documents.drafts.attach(founder, draft.id, projectFile('test/fixtures/notebooks/bars.png'), true)
  world.reopen().close()
  const child = spawn(process.execPath, [projectFile('test/domain/documents/draft-writer.ts'), world.dir, world.stateDir, founder, draft.id])
  let said = ''
  child.stdout.on('data', (part: Buffer) => {
    said += part.toString()
    if (said.split('\n').length > 20) child.kill('SIGKILL')
  })
  await once(child, 'close')
  const promised = Number(said.trim().split('\n').at(-1))
  expect(promised).toBeGreaterThan(15)
  const { content: { text }, attachments } = world.reopen().documents.drafts.get(founder, draft.id)
  expect(attachments).toMatchObject([{ name: 'bars.png' }])
  expect(Number(text.replace('word ', ''))).toBeGreaterThanOrEqual(promised)
})

it('writes facts of the record itself, named as such, and as they are when it is sealed', () => {
  const world = aWorld()
  const { documents, catalog } = world.workspace
  const draft = documents.drafts.begin(founder, { kind: 'model_card', subject: version })
  const manifest = draft.facts.find(({ id }) => id === 'credit-lr@1#manifest')!
  expect(manifest.value).toBe(catalog.version('credit-lr@1').manifestHash)
  write(world, founder, draft, { quotes: [{ field: 'details', fact: manifest.id }, { field: 'training_data', fact: 'german-credit@1#licence' }] })
  const { id } = documents.seal(founder, draft.id)
  const { content } = documents.get(id)
  expect(content!.quotes).toEqual([
    { field: 'details', fact: manifest.id, source: 'credit-lr@1', label: 'SHA-256 of the manifest', value: manifest.value },
    { field: 'training_data', fact: 'german-credit@1#licence', source: 'german-credit@1', label: 'Licence', value: 'CC BY 4.0' },
  ])
  expect(content!.text).not.toContain(manifest.value)
  expect(documents.text(id, undefined, 'markdown')).toContain(`> From the record credit-lr@1: SHA-256 of the manifest: ${manifest.value}`)
  const next = documents.drafts.begin(founder, { document: id })
  write(world, founder, next, { quotes: [{ field: 'details', fact: 'C-1#made up' }] })
  expect(() => documents.seal(founder, next.id)).toThrow(/no longer says C-1#made up/)
})

it('keeps attachments as blobs by their digest, and forgets those of a draft that was thrown away', async () => {
  const world = aWorld()
  const { documents } = world.workspace
  const file = join(world.dir, '..', 'minutes.txt')
  writeFileSync(file, 'Minutes of the workshop.')
  const sha256 = createHash('sha256').update('Minutes of the workshop.').digest('hex')
  const blob = join(world.dir, 'blobs', sha256.slice(0, 2), sha256.slice(2))
  const thrown = documents.drafts.begin(founder, { kind: 'risk_register', subject: model })
  documents.drafts.attach(founder, thrown.id, file)
  documents.drafts.discard(founder, thrown.id)
  expect(existsSync(blob)).toBe(false)
  const draft = documents.drafts.begin(founder, { kind: 'stakeholder_engagement', subject: { type: 'use_case', ref: 'Retail credit' } })
  documents.drafts.attach(founder, draft.id, file)
  const sealed = documents.seal(founder, draft.id)
  expect(readFileSync(blob, 'utf8')).toBe('Minutes of the workshop.')
  const next = documents.drafts.begin(founder, { document: sealed.id })
  expect(next.attachments).toEqual([{ name: 'minutes.txt', sha256, bytes: 24 }])
  documents.drafts.detach(founder, { id: next.id, sha256, name: 'minutes.txt' })
  expect(documents.seal(founder, next.id).attachments).toBe(0)
  documents.saveAttachment({ id: sealed.id, number: 1, sha256, out: join(world.dir, '..', 'copy.txt') })
  expect(readFileSync(join(world.dir, '..', 'copy.txt'), 'utf8')).toBe('Minutes of the workshop.')
  expect(() => documents.drafts.attach(founder, documents.drafts.begin(founder, { document: sealed.id }).id, world.dir)).toThrow(/is a folder/)
  await world.check()
})

const hazard = { hazard: 'Refused for their age', cause: 'Few young applicants', likelihood: 'possible', severity: 'serious', control: 'A person looks', residual_risk: 'high', acceptance: 'Watched', review_date: '2026-11-20' }

it('tells what is missing by the tier of today, and what in a register is open, high and overdue', () => {
  const world = aWorld()
  const { documents } = world.workspace
  const draft = documents.drafts.begin(founder, { kind: 'risk_register', subject: model })
  write(world, founder, draft, { fields: { hazards: [hazard, { ...hazard, hazard: 'Second', decision: 'accepted' }, { hazard: 'Third', cause: '', review_date: '2027-01-01' }], method: 'A workshop.' } })
  const { id, missing } = documents.seal(founder, draft.id)
  expect(missing.map((one) => one.id)).toEqual(['cause', 'likelihood', 'severity', 'control', 'residual_risk', 'acceptance'])
  const [record] = documents.recordsOf([model])
  expect(record).toMatchObject({ kind: 'risk_register', id, missingFields: missing.map((one) => one.id), open: { high: 1, overdue: 1 }, boundTo: null, verdict: null, authors: [founder] })
  world.clock.set('2027-03-01T00:00:00.000Z')
  expect(documents.recordsOf([model])[0]!.open).toEqual({ high: 1, overdue: 2 })
})

it('counts a reasoned “not applicable” as filled, and refuses one without a reason and values that are none', () => {
  const world = aWorld()
  const { documents } = world.workspace
  const draft = documents.drafts.begin(founder, { kind: 'handover_record', subject: model })
  write(world, founder, draft, { fields: { accepted_on: 'soon' }, notApplicable: { open_items: 'Nothing is open.', bus_factor: ' ' } })
  expect(() => documents.seal(founder, draft.id)).toThrow('“Accepted on” is not a day such as 2026-11-21')
  write(world, founder, draft, { fields: { accepted_on: '2026-11-20', from: 'Ana', to: 'Bo', topics: 'All.' }, notApplicable: { open_items: 'Nothing is open.', bus_factor: ' ' } })
  expect(documents.seal(founder, draft.id).missing.map((one) => one.id)).toEqual(['bus_factor'])
  const wrong = documents.drafts.begin(founder, { kind: 'impact_assessment', subject: { type: 'use_case', ref: 'Retail credit' } })
  write(world, founder, wrong, { fields: { type: 'other' } })
  expect(() => documents.seal(founder, wrong.id)).toThrow('“Kind of assessment” is not one of its choices')
  expect(documents.drafts.get(founder, wrong.id).content.fields['type']).toBe('other')
})

it('takes a withdrawn document out of the evidence, with its reason, and begins no new version of it', async () => {
  const world = aWorld()
  const { documents } = world.workspace
  const { id, subject: { ref } } = sealOne(world)
  const subject = { type: 'use_case', ref } as const
  expect(documents.recordsOf([subject])).toHaveLength(1)
  expect(documents.withdraw(other, id, 'Written for another product.').withdrawn).toMatchObject({ by: other, reason: 'Written for another product.' })
  expect(documents.recordsOf([subject])).toEqual([])
  expect(() => documents.withdraw(other, id, 'Again.')).toThrow(/was withdrawn already/)
  expect(() => documents.drafts.begin(founder, { document: id })).toThrow(/was withdrawn/)
  await world.check()
})

it('writes a document as YAML and reads the same back, what the record says apart', () => {
  const world = aWorld()
  const { documents } = world.workspace
  const draft = documents.drafts.begin(founder, { kind: 'risk_register', subject: model })
  write(world, founder, draft, { title: 'Register', fields: { hazards: [hazard], method: 'A workshop.\n\n- with notes' }, notApplicable: { overall: 'Tier 2.' }, text: '# More\n', quotes: [{ field: 'hazards', fact: 'credit-lr#owner' }] })
  const { id } = documents.seal(founder, draft.id)
  const file = join(world.dir, '..', 'register.yaml')
  documents.export({ id, as: 'yaml', out: file })
  const copy = documents.drafts.begin(other, { kind: 'risk_register', subject: model })
  const { content } = documents.drafts.importFile(other, copy.id, file)
  const { schema: _s, kind: _k, form: _f, subject: _u, attachments: _a, origin: _o, quotes: _q, ...written } = documents.get(id).content!
  expect(content).toEqual({ ...written, quotes: [] })
  expect(documents.text(id, 1, 'markdown')).toContain('| Refused for their age | Few young applicants | Possible |')
})

it.each([
  ['fields: { nothing: x }', /a risk_register has no field “nothing”\. Its fields are: hazards/],
  ['fields: { hazards: [{ hazzard: x }] }', /“hazards” has no column “hazzard”/],
  ['kind: model_card', /it is a model_card, not a risk_register/],
  ['nothing: 1', /it has “nothing”, which no such file has/],
  ['a: [', /it is no YAML/],
])('refuses a file that a form can not hold: %s', (text, sentence) => {
  const world = aWorld()
  const { drafts } = world.workspace.documents
  const draft = drafts.begin(founder, { kind: 'risk_register', subject: model })
  const file = join(world.dir, '..', 'wrong.yaml')
  writeFileSync(file, text)
  expect(() => drafts.importFile(founder, draft.id, file)).toThrow(sentence)
  expect(drafts.get(founder, draft.id).revision).toBe(draft.revision)
})

it('finds what a person means by the name of a subject', () => {
  const { documents } = template.workspace
  expect(documents.subject('Retail credit')).toMatchObject({ type: 'use_case' })
  expect(documents.subject('credit-lr@1')).toEqual(version)
  expect(documents.subject('german-credit@1')).toEqual({ type: 'snapshot', ref: 'german-credit@1' })
  expect(() => documents.subject('nobody')).toThrow(/There is nothing called “nobody” here/)
  expect(() => documents.drafts.begin(founder, { kind: 'datasheet', subject: model })).toThrow(/“Datasheet for a dataset” is written about a snapshot, not about a model/)
  expect(() => documents.drafts.begin(founder, { kind: 'model_artifact', subject: version })).toThrow(/is not written by people/)
})
