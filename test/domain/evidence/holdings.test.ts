import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { judgeDemand } from '../../../shared/demands.ts'
import { toHeld } from '../../../electron/domain/evidence/held.ts'
import { fairnessRun } from '../../support/checks.ts'
import { createWorld, founder, predictionsFile, quiet, type World } from '../../support/world.ts'

let world: World
const thresholds = { equal_opportunity_difference: { max: 0.1, source: 'test' } }
const ask = (limits: Parameters<typeof fairnessRun>[0]['thresholds']) =>
  fairnessRun({ version: 'credit-lr@1', path: predictionsFile, columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: ['sex'] }, thresholds: limits, minimumGroup: 30 })

beforeAll(async () => {
  world = await createWorld()
  const { catalog } = world.workspace
  const useCase = catalog.addUseCase(founder, { name: 'Credit decisions', purpose: 'Rank applications.', affected: '', tier: 1, tierReasons: 'Credit' })
  const data = await catalog.addSnapshot(founder, { path: predictionsFile, name: 'german-credit', description: '', protected: ['sex'], rights: {} }, quiet)
  catalog.addModel(founder, { name: 'credit-lr', useCase: useCase.id, task: 'classification', description: '' })
  const artefact = join(world.dir, '..', 'model.bin')
  writeFileSync(artefact, 'weights')
  await catalog.addVersion(founder, { model: 'credit-lr', artefact, data: [data.ref], parameters: {}, note: '' }, quiet)
}, 60_000)

afterAll(() => world.end())

const recordsOf = (kind: string) => world.workspace.holdings.recordsOf('credit-lr@1').filter((record) => record.kind === kind)

it('has a record for each part of the manifest and for what was registered, and says what they leave open', () => {
  const { holdings } = world.workspace
  expect(holdings.recordsOf('credit-lr@1').map(({ kind, id, missingFields }) => [kind, id, missingFields.length])).toEqual([
    ['identity_enrolment', 'author@example.org', 2],
    ['risk_classification', 'U-3', 7],
    ['dataset_fingerprint', 'german-credit@1', 0],
    ['inventory_entry', 'credit-lr', 4],
    ['model_artifact', 'credit-lr@1', 0],
  ])
  const context = holdings.gather(holdings.about('credit-lr@1')).context
  const judge = (kind: string, is: Parameters<typeof judgeDemand>[0]['is']) => judgeDemand({ kind, is, maxAgeDays: null }, holdings.recordsOf('credit-lr@1'), context).status
  expect(judge('model_artifact', ['verified', 'bound', 'current', 'complete', 'retained'])).toBe('met')
  expect(judge('dataset_fingerprint', ['verified', 'bound', 'current'])).toBe('met')
  expect(judge('inventory_entry', ['complete'])).toBe('missing')
  expect(() => holdings.recordsOf('credit-lr@9')).toThrow(/There is no version “credit-lr@9”/)
})

it('takes a check in, and in place of it the newer one with the same settings; another one stands beside it', async () => {
  const { evidence, holdings } = world.workspace
  expect(holdings.gather(holdings.about('credit-lr@1')).context.firstResult).toBeNull()
  const first = await evidence.run(founder, ask(thresholds), quiet)
  expect(recordsOf('fairness_check').map(({ id }) => id)).toEqual([first.id])
  const again = await evidence.run(founder, ask(thresholds), quiet)
  const other = await evidence.run(founder, ask({ equal_opportunity_difference: { max: 0.9, source: 'test' } }), quiet)
  expect(recordsOf('fairness_check').map(({ id }) => id)).toEqual([again.id, other.id])
  expect(evidence.checks({ version: 'credit-lr@1' })).toHaveLength(3)
  const [record] = recordsOf('fairness_check')
  expect(record).toMatchObject({ predeclared: true, coversSegments: true, sha256: again.resultSha256, verdict: again.verdict, authors: [founder], missingFields: [], retained: true })
  expect(holdings.gather(holdings.about('credit-lr@1')).context.firstResult).toBe(first.seq)
  await world.check()
}, 60_000)

it('says from the declaration alone what a check is evidence of', () => {
  const of = (settings: object, ...roles: string[]) =>
    toHeld({ check: 'performance', version: 'm@1', manifestHash: '', inputs: roles.map((role) => ({ role })), settings } as never).map(({ kind, missing }) => [kind, ...missing].join(' '))
  const settings = { thresholds: { ece: {} }, watched: ['accuracy'], segments: [], challenger: null, windows: null, model: { score: 'p', cutoff: null } }
  expect(of({ ...settings, thresholds: {} }, 'data')).toEqual(['performance_test thresholds'])
  expect(of({ ...settings, segments: [{}] }, 'data')).toEqual(['performance_test', 'segment_performance', 'calibration_check threshold undecided_rule'])
  expect(of({ ...settings, thresholds: { accuracy: {} }, windows: {} }, 'data', 'reference', 'challenger')).toEqual(['performance_test', 'challenger_comparison decision', 'production_performance label_delay'])
  const quality = (...roles: string[]) => toHeld({ check: 'quality', inputs: roles.map((role) => ({ role })), settings: { rules: [] } } as never).map(({ kind }) => kind)
  expect(quality('data')).toEqual(['data_quality_profile'])
  expect(quality('data', 'benchmark')).toEqual(['data_quality_profile', 'representativeness_check'])
})
