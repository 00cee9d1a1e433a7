import { describe, expect, it } from 'vitest'
import { checkRun, type FilePreview } from '../../../../../../shared/contract/evidence.ts'
import { columnProblems, emptyDraft, noRules, type QualityDraft, ruleProblems, thresholdProblems, toRun, withPreview } from '../../../../../../renderer/features/evidence/wizard/quality/draft.ts'

const column = (name: string, guess: FilePreview['columns'][number]['guess']) => ({ name, type: 'VARCHAR', distinctInSample: 3, examples: [], guess })
const preview: FilePreview = { path: '/x.csv', name: 'x.csv', bytes: 1, format: 'csv', columns: [column('id', 'id'), column('age', 'other'), column('y', 'label')], rows: [] }
const draft = (part: Partial<QualityDraft> = {}): QualityDraft => ({ ...withPreview(emptyDraft, preview), version: 'm@1', files: { data: '/x.csv', reference: '' }, ...part })

describe('the draft of a data-quality check', () => {
  it('begins with the label and the names of rows that the reader guessed', () => {
    expect(draft()).toMatchObject({ label: 'y', rowIds: ['id'] })
  })

  it('becomes a run that the contract takes, with the files that were chosen and the usual thresholds', () => {
    const rules = { age: { ...noRules, notNull: true, min: '18', values: 'a, b ,' }, seen: { ...noRules, max: '2026-01-31', pattern: ' [a-z]+ ' } }
    const run = toRun(draft({ rules, minRows: 10, rowChange: 25, files: { data: '/x.csv', reference: '/old.csv', test: '' } }))
    expect(checkRun.parse(run)).toMatchObject({
      inputs: { data: '/x.csv', reference: '/old.csv' },
      settings: {
        label: 'y',
        rules: [
          { kind: 'not_null', column: 'age', tolerance: 0 },
          { kind: 'range', column: 'age', min: 18 },
          { kind: 'set', column: 'age', values: ['a', 'b'] },
          { kind: 'range', column: 'seen', max: '2026-01-31' },
          { kind: 'pattern', column: 'seen', pattern: '[a-z]+' },
          { kind: 'row_count', min: 10 },
          { kind: 'row_count_change', max: 0.25 },
        ],
        thresholds: { missing_share: { max: 0.2, warn: { max: 0.05 }, source: 'Countersign default' }, minimum_class_share: { warn: { min: 0.1 } } },
      },
    })
  })

  it('says that a changed threshold was declared by hand', () => {
    const limits = { ...emptyDraft.limits, missing_share: { judged: true, warn: '' as const, fail: 0.5 }, outlier_share: { judged: false, warn: '' as const, fail: '' as const } }
    expect(toRun(draft({ limits })).settings).toMatchObject({ thresholds: { missing_share: { max: 0.5, source: 'Declared by hand' } } })
  })

  it('names what keeps a step from being left', () => {
    expect(columnProblems(draft({ label: 'id' }))).toEqual(['The label can not be a column that only names rows.'])
    expect(ruleProblems(draft({ rules: { age: { ...noRules, min: '1', max: '2026-01-31' } }, minRows: 5, maxRows: 4, rowChange: 1 }))).toHaveLength(3)
    expect(thresholdProblems(draft({ limits: { ...emptyDraft.limits, missing_share: { judged: true, warn: '', fail: '' }, unseen_share: { judged: true, warn: '', fail: 2 } } }))).toEqual([
      'Missing values: give a number to warn or to fail at.',
      'Unseen categories: the number is from 0 to 1.',
    ])
    expect([...columnProblems(draft()), ...ruleProblems(draft()), ...thresholdProblems(draft())]).toEqual([])
  })
})
