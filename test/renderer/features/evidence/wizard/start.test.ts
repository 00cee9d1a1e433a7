import { expect, it } from 'vitest'
import { checkChoices, defaultDriftThresholds, defaultThresholds } from '../../../../../shared/contract/evidence.ts'
import { driftWizard } from '../../../../../renderer/features/evidence/wizard/drift/wizard.ts'
import { explanationWizard } from '../../../../../renderer/features/evidence/wizard/explanation/wizard.ts'
import { fairnessWizard } from '../../../../../renderer/features/evidence/wizard/fairness/wizard.ts'
import { performanceWizard } from '../../../../../renderer/features/evidence/wizard/performance/wizard.ts'
import { qualityWizard } from '../../../../../renderer/features/evidence/wizard/quality/wizard.ts'
import { startFrom, toWholeRun } from '../../../../../renderer/features/evidence/wizard/start.ts'
import type { Draft, WizardKind } from '../../../../../renderer/features/evidence/wizard/wizard-kind.ts'

const source = 'Credit board'
const begun = { version: 'credit-lr@2', files: { data: '/data/august.csv' }, guessedFrom: '' }
const decision = { kind: 'prediction', column: 'prediction' }
const columns = { label: 'label', positive: '1', decision, groups: ['sex'] }

const kept: [string, WizardKind<never>, unknown][] = [
  ['fairness of decisions', fairnessWizard as unknown as WizardKind<never>, { check: 'fairness', settings: { task: 'binary', columns, mode: 'confidence', thresholds: { impact_ratio: { min: 0.9, source } }, minimumGroup: 50, seed: 9, missing: ['Unknown'] } }],
  ['fairness of a ranking', fairnessWizard as unknown as WizardKind<never>, { check: 'fairness', settings: { task: 'ranking', columns: { decision: { kind: 'top', column: 'score', order: 'ascending', cutoffs: [5, 10] }, groups: ['sex'] }, mode: 'point', thresholds: { impact_ratio: { min: 0.8, source } } } }],
  ['drift by months', driftWizard as unknown as WizardKind<never>, { check: 'drift', settings: { reference: { from: 'windows', first: 3 }, windows: { by: 'time', column: 'day', unit: 'week' }, thresholds: { psi: defaultDriftThresholds.psi }, driftShare: 0.4, minimumRows: 100, correction: 'holm' } }],
  ['drift against a file', driftWizard as unknown as WizardKind<never>, { check: 'drift', settings: { profile: 'evidently', label: 'label', except: ['id'] } }],
  ['quality with rules', qualityWizard as unknown as WizardKind<never>, { check: 'quality', settings: { label: 'label', missing: ['-999'], minimumRows: 77, rules: [{ kind: 'range', column: 'age', min: 18 }, { kind: 'unique', column: 'id' }, { kind: 'not_null', column: 'age', tolerance: 0.1 }, { kind: 'type', column: 'age', type: 'integer' }, { kind: 'row_count', min: 10 }] } }],
  ['performance', performanceWizard as unknown as WizardKind<never>, { check: 'performance', settings: { task: 'binary', label: 'label', positive: '1', model: { prediction: 'prediction', score: 'score', cutoff: null }, time: 'day', windows: { by: 'period', period: 'month' }, alert: { by: 'relative', warn: 0.07, fail: 0.2, source }, segments: [{ column: 'age', bands: 4, edges: null }], thresholds: { accuracy: { min: 0.7, source } }, locality: { metric: 'accuracy', minimumRows: 20, pairs: false }, watched: ['recall'], seed: 4 } }],
  ['importances', explanationWizard as unknown as WizardKind<never>, { check: 'explanation', settings: { source: 'imported', method: 'TreeSHAP', dataset: 'test', table: { form: 'importances', feature: 'f', importance: 'gain', deviation: null } } }],
  ['permutation', explanationWizard as unknown as WizardKind<never>, { check: 'explanation', settings: { source: 'permutation', task: 'classification', label: 'label', positive: '1', features: ['age', 'income'], stored: { score: 'score', decision: null }, metric: 'accuracy', repeats: 5, seed: 8 } }],
]

it.each(kept)('a wizard that begins with settings of %s gives them back, those without a field too', (_, kind, given) => {
  const choices = checkChoices.parse(given)
  const draft: Draft = startFrom(kind, begun, 'C-12', choices)
  expect(draft).toMatchObject({ version: 'credit-lr@2', files: begun.files, startedFrom: { title: 'C-12', lost: [] } })
  const reference = choices.check === 'drift' && choices.settings.reference.from === 'file' ? { reference: '/data/july.csv' } : {}
  const run = toWholeRun(kind, { ...draft, files: { ...draft.files, ...reference } } as never)
  expect(checkChoices.parse({ check: run.check, settings: run.settings })).toMatchObject(withoutRules(choices.settings))
})

/** Rules come in another order; which ones is compared by `lost`. */
const withoutRules = (settings: object): { settings: object } => ({ settings: Object.fromEntries(Object.entries(settings).filter(([name]) => name !== 'rules')) })

it('what no field can take over is named', () => {
  const warning = { ...defaultThresholds, impact_ratio: { min: 0.8, warn: { min: 0.9 }, source } }
  const draft = startFrom(fairnessWizard, begun, 'C-12', checkChoices.parse({ check: 'fairness', settings: { task: 'binary', columns, mode: 'point', thresholds: warning } }))
  expect(draft.startedFrom?.lost).toEqual(['thresholds'])
})

it('what goes with a task is dropped with it', () => {
  const choices = checkChoices.parse({ check: 'performance', settings: { task: 'binary', label: 'label', positive: '1', model: { prediction: 'prediction', score: null, cutoff: null }, watched: ['recall'] } })
  const draft = startFrom(performanceWizard, begun, 'C-12', choices)
  expect(toWholeRun(performanceWizard, { ...draft, task: 'regression' as const }).settings).not.toHaveProperty('watched')
})
