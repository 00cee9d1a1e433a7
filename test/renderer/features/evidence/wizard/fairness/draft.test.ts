import { expect, test } from 'vitest'
import type { FilePreview } from '../../../../../../shared/contract/evidence.ts'
import { columnProblems, emptyDraft, type FairnessDraft, guessPositive, offeredMetrics, thresholdProblems, toRunInput, withPreview } from '../../../../../../renderer/features/evidence/wizard/fairness/draft.ts'

const column = (name: string, guess: FilePreview['columns'][number]['guess'], examples: string[] = []) => ({ name, type: 'VARCHAR', distinctInSample: 2, examples, guess })
const preview: FilePreview = {
  path: '/p.csv',
  name: 'p.csv',
  bytes: 1,
  format: 'csv',
  columns: [column('label', 'label', ['0', '1']), column('score', 'score'), column('sex', 'group'), column('purpose', 'group'), column('band', 'group')],
  rows: [],
}
const filled: FairnessDraft = { ...emptyDraft, version: 'm@1', files: { data: '/p.csv' }, label: 'label', positive: '1', column: 'pred', groups: ['sex'] }

test('groups to begin with are those a snapshot calls protected, else those named like one', () => {
  expect(withPreview(emptyDraft, preview, ['band']).groups).toEqual(['band'])
  expect(withPreview(emptyDraft, preview, []).groups).toEqual(['sex'])
})

test('a file with a score and no prediction begins with the score', () => {
  expect(withPreview(emptyDraft, preview, [])).toMatchObject({ decision: 'score', column: 'score', label: 'label', positive: '1' })
  expect(guessPositive(['a', 'b'])).toBe('')
})

test('a step says everything that keeps it from being left', () => {
  expect(columnProblems(emptyDraft)).toHaveLength(3)
  expect(columnProblems({ ...emptyDraft, task: 'regression' })).toContain('Choose the column that holds the true label.')
  expect(columnProblems({ ...filled, groups: ['label'] })).toEqual(['A group column can not be the label or the decision.'])
  const limits = { ...filled.limits, impact_ratio: { judged: true, bound: 1.4, source: 'x' }, equalized_odds_difference: { judged: true, bound: 0.1, source: ' ' } }
  expect(thresholdProblems({ ...filled, limits, minimumGroup: '' })).toHaveLength(3)
})

test('only metrics that are judged carry a threshold, on the side that the metric has', () => {
  const limits = { ...filled.limits, predictive_parity_difference: { judged: false, bound: 0.1, source: 'x' } }
  const { thresholds, columns } = toRunInput({ ...filled, limits }).settings
  expect(Object.keys(thresholds)).not.toContain('predictive_parity_difference')
  expect(thresholds).toMatchObject({ impact_ratio: { min: 0.8 }, demographic_parity_difference: { max: 0.1 } })
  expect(columns.decision).toEqual({ kind: 'prediction', column: 'pred' })
  expect(toRunInput({ ...filled, decision: 'score', column: 's', cutoff: 0.4 }).settings.columns.decision).toEqual({ kind: 'score', column: 's', threshold: 0.4 })
})

test('metrics are offered as far as the columns allow, and every task has its own decision', () => {
  expect(offeredMetrics({ ...filled, label: '' })).not.toContain('equalized_odds_difference')
  expect(offeredMetrics(filled)).not.toContain('auc_difference')
  expect(offeredMetrics({ ...filled, score: 's', controls: ['purpose'], reference: { sex: 'male' } })).toEqual(expect.arrayContaining(['auc_difference', 'conditional_impact_ratio', 'disparate_impact']))
  expect(offeredMetrics({ ...filled, task: 'regression' })).toEqual(['mean_error_difference', 'mae_ratio', 'rmse_ratio'])
  const ranking = toRunInput({ ...filled, task: 'ranking', column: 's', cutoffs: '10, 50' }).settings
  expect(ranking.columns.decision).toEqual({ kind: 'top', column: 's', order: 'descending', cutoffs: [10, 50] })
  expect(columnProblems({ ...filled, task: 'ranking', cutoffs: 'ten' })).toEqual(['Write the values of k as whole numbers, separated by commas.'])
})
