import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DocumentContent } from '../../../shared/contract/documents.ts'
import type { EvidenceSubject } from '../../../shared/contract/evidence-record.ts'
import { groupInventory } from '../../../shared/inventory-words.ts'
import { createWorld, founder, passphraseOf, quiet, type World } from '../../support/world.ts'

const [expert, approver] = ['expert@example.org', 'approver@example.org'] as const

let world: World
beforeAll(async () => {
  world = await createWorld()
  await world.enrol(expert, 'risk_sme')
  await world.enrol(approver, 'final_approver')
  const { catalog } = world.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  for (const name of ['credit-lr', 'credit-gb', 'empty']) catalog.addModel(founder, { name, useCase: 'Retail credit', task: 'classification', description: '' })
  for (const model of ['credit-lr', 'credit-lr', 'credit-gb']) await catalog.addVersion(founder, { model, data: [], parameters: {}, note: '' }, quiet)
})
afterAll(() => world.end())

const row = (name: string) => world.workspace.inventory.list().find(({ model }) => model === name)!

function seal(kind: string, subject: EvidenceSubject, fields: DocumentContent['fields']): string {
  const { documents } = world.workspace
  const { id } = documents.drafts.begin(founder, { kind, subject })
  const { content, revision } = documents.drafts.get(founder, id)
  documents.drafts.save(founder, { id, revision, content: { ...content, title: kind, fields } })
  return documents.seal(founder, id).id
}

async function sign(email: string, id: string, act: 'review' | 'approve') {
  const { reviews } = world.workspace
  const { sha256 } = reviews.statement(email, { id, act })
  await reviews.sign(email, { id, sha256, passphrase: passphraseOf(email) })
}

it('says "not recorded" of what nobody recorded, and lists a model without a version', () => {
  expect(world.workspace.inventory.list().map(({ model }) => model)).toEqual(['credit-gb', 'credit-lr', 'empty'])
  expect(row('empty')).toMatchObject({ newest: null, gaps: null, inService: null, deputies: null, approval: null, open: null, tierBasis: 'stated', overdue: 0 })
  expect(row('credit-lr')).toMatchObject({ newest: 'credit-lr@2', gaps: [], e23: { model_id: 'credit-lr', origin: null, developer: null, deployment_date: null, approver: null, owner: 'Ana Author', risk_rating: 'tier 2 elevated' } })
  const file = join(world.stateDir, 'inventory.csv')
  world.workspace.inventory.saveCsv(file)
  const [head, , credit] = readFileSync(file, 'utf8').split('\r\n')
  expect(head).toContain('E-23 Origin')
  expect(credit).toContain('credit-lr,2,stated,Retail credit,author@example.org,not recorded,credit-lr@2,not recorded,none,not recorded,not recorded,none,0,0,0')
})

it('takes deputies, origin and the version in production from the newest documents that are in force', () => {
  const lr: EvidenceSubject = { type: 'model', ref: 'credit-lr' }
  seal('inventory_entry', lr, { origin: 'Own development', dependencies: ['Scoring service', 'Data mart'], developer: 'Credit risk team' })
  seal('role_assignment', lr, { deputies: 'Dora Deputy' })
  const first = seal('deployment_record', { type: 'version', ref: 'credit-lr@1' }, { environment: 'production', from: 'Since 2026-10-01' })
  const ended = seal('deployment_record', { type: 'version', ref: 'credit-lr@2' }, { environment: 'production', from: '2026-11-01', to: '2026-11-15' })
  expect(row('credit-lr')).toMatchObject({
    deputies: { names: 'Dora Deputy' },
    inService: { version: 'credit-lr@1', environment: 'production', since: '2026-10-01', document: first },
    e23: { origin: 'Own development', dependencies: 'Scoring service; Data mart', developer: 'Credit risk team', version: 'credit-lr@1', deployment_date: '2026-10-01' },
  })
  world.workspace.documents.withdraw(founder, first, 'It was never switched on.')
  expect(row('credit-lr').inService).toBeNull()
  seal('deployment_record', { type: 'version', ref: 'credit-lr@2' }, { environment: 'production', from: '2026-11-16', to: '2027-11-15' })
  expect(row('credit-lr').inService).toMatchObject({ version: 'credit-lr@2', since: '2026-11-16' })
  expect(ended).not.toBe(first)
})

it('shows the live approval with its days left, the worst open review, and why to look again', async () => {
  const { reviews } = world.workspace
  const { id } = reviews.request(founder, { version: 'credit-lr@1', message: '' })
  await sign(expert, id, 'review')
  await sign(approver, id, 'approve')
  const open = reviews.request(founder, { version: 'credit-lr@2', message: '' })
  expect(row('credit-lr')).toMatchObject({
    approval: { review: id, version: 'credit-lr@1', state: 'approved', daysLeft: 365 },
    open: { review: open.id, state: 'in_review' },
    e23: { reviewer: 'Person expert', approver: 'Person approver', approved_uses: `Retail credit (${id})`, last_review_date: '2026-11-21', next_review_date: '2027-11-21', monitoring_status: 'no check is late, nothing asks for another look' },
  })
  expect(groupInventory(world.workspace.inventory.list(), 'tier')).toEqual([{ name: '2 elevated', models: 3, approved: 1, open: 1, late: 0, incomplete: 0 }])
})

it('reads a manifest anew once somebody touched its file, and says what is wrong with it', () => {
  const { catalog } = world.workspace
  const { manifestHash } = catalog.version('credit-gb@1')
  const file = join(world.dir, 'blobs', manifestHash.slice(0, 2), manifestHash.slice(2))
  const kept = readFileSync(file)
  writeFileSync(file, kept.toString('utf8').replace('credit-gb', 'credit-xx'))
  expect(() => catalog.version('credit-gb@1')).toThrow(/no longer has the digest/)
  writeFileSync(file, kept)
  expect(catalog.version('credit-gb@1').manifest.model).toBe('credit-gb')
})
