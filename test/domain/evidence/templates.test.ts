import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkChoices, type CheckChoices, defaultDriftThresholds, defaultThresholds } from '../../../shared/contract/evidence.ts'
import { kindOf } from '../../../electron/domain/evidence/kinds.ts'
import { fairnessRun } from '../../support/checks.ts'
import { createWorld, founder, predictionsFile, quiet, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
  const { catalog } = world.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Decide on small loans', affected: '', tier: 1, tierReasons: '' })
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  await catalog.addVersion(founder, { model: 'credit-lr', data: [], parameters: {}, note: '' }, quiet)
})
afterAll(() => world.end())

const choose = (given: unknown): CheckChoices => checkChoices.parse(given)
const fairness = choose({ check: 'fairness', settings: { columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: ['sex'] }, thresholds: defaultThresholds } })
const source = { source: 'Credit board' }

const asked: readonly CheckChoices[] = [
  fairness,
  choose({ check: 'fairness', settings: { task: 'ranking', columns: { decision: { kind: 'top', column: 'score', order: 'descending', cutoffs: [10] }, groups: ['sex'] }, minimumGroup: 5, missing: ['Unknown'], seed: 3, resamples: 0 } }),
  choose({ check: 'drift', settings: { windows: { by: 'rows', size: 100 }, reference: { from: 'windows', first: 2 }, thresholds: { psi: defaultDriftThresholds.psi } } }),
  choose({ check: 'drift', settings: { profile: 'nannyml', windows: { by: 'rows', size: 100 } } }),
  choose({ check: 'drift', settings: { profile: 'evidently', driftShare: 0.3 } }),
  choose({ check: 'quality', settings: { label: 'label', missing: ['-999'], rules: [{ kind: 'unique', column: 'id' }] } }),
  choose({ check: 'performance', settings: { task: 'binary', label: 'label', positive: '1', model: { prediction: 'prediction', score: 'score', cutoff: null }, seed: 7, thresholds: { accuracy: { min: 0.7, ...source } } } }),
  choose({ check: 'explanation', settings: { source: 'imported', method: 'TreeSHAP', table: { form: 'importances', feature: 'feature', importance: 'gain', deviation: null } } }),
]

it.each(asked)('settings of a $check check, chosen again, give the same settings', ({ check, settings }) => {
  const kind = kindOf(check)
  const stored = kind.toSettings(settings as never)
  const again = choose({ check, settings: kind.toChoices(stored) })
  expect(kind.toSettings(again.settings as never)).toEqual(stored)
})

it('what a check was told can be chosen again, and gives the same result on the same file', async () => {
  const { evidence } = world.workspace
  const first = await evidence.run(founder, fairnessRun({ version: 'credit-lr@1', path: predictionsFile, columns: { label: 'label', positive: '1', decision: { kind: 'prediction', column: 'prediction' }, groups: ['sex'] }, thresholds: defaultThresholds, minimumGroup: 40 }), quiet)
  const choices = choose(evidence.choices(first.id))
  if (choices.check !== 'fairness') throw new Error('another kind')
  const again = await evidence.run(founder, { ...choices, version: 'credit-lr@1', inputs: { data: predictionsFile } }, quiet)
  expect(again.resultSha256).toBe(first.resultSha256)
  expect(() => evidence.choices('C-999')).toThrow('There is no check C-999')
})

it('a name stands for what was saved last within its kind; the entries of before stay, and records are the same after a restart', async () => {
  const { evidence, ledger } = world.workspace
  const other = choose({ check: 'quality', settings: { label: 'label' } })
  const before = ledger.tip().size
  evidence.saveTemplate(founder, { name: 'Monthly', ...fairness })
  evidence.saveTemplate(founder, { name: 'Monthly', ...other })
  const saved = evidence.saveTemplate(founder, { name: ' Monthly ', ...fairness, settings: { ...fairness.settings, minimumGroup: 50 } } as CheckChoices & { name: string })
  expect(saved).toMatchObject({ name: 'Monthly', check: 'fairness', seq: before + 2, by: founder, settings: { minimumGroup: 50 } })
  expect(evidence.templates({ check: 'fairness' })).toEqual([saved])
  expect(evidence.templates({}).map(({ check, name }) => [check, name])).toEqual([['fairness', 'Monthly'], ['quality', 'Monthly']])
  expect(ledger.read(before)).toMatchObject({ kind: 'check.template.saved/v1', body: { name: 'Monthly', check: 'fairness', settings: fairness.settings } })
  expect(world.reopen().evidence.templates({ check: 'fairness' })).toEqual([saved])
  await world.check()
})

it.each([
  ['no name', '  ', 'a template needs a name'],
  ['a name over two lines', 'a\nb', 'one line of visible characters'],
  ['a name that turns its text around', 'a\u202eb', 'one line of visible characters'],
  ['a very long name', 'x'.repeat(81), 'at most 80 characters'],
])('%s is refused with a sentence, and nothing is written', (_, name, sentence) => {
  const before = world.workspace.ledger.tip().size
  expect(() => world.workspace.evidence.saveTemplate(founder, { name, ...fairness })).toThrow(sentence)
  expect(world.workspace.ledger.tip().size).toBe(before)
})
