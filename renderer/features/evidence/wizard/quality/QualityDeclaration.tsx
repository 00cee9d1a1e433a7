import { describeBounds, describeRule, qualityWords } from '../../../../../shared/quality-words.ts'
import { KeyValue } from '../../../../ui/KeyValue.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { type QualityDraft, qualityMetrics, toRules, toThresholds } from './draft.ts'

export function QualityDeclaration({ draft }: { draft: QualityDraft }) {
  const rules = toRules(draft)
  const thresholds = toThresholds(draft)
  return (
    <>
      <KeyValue
        items={[
          ['label', draft.label || 'none'],
          ['row names', draft.rowIds.join(', ') || 'none'],
          ['missing words', draft.missing.join(', ') || 'the usual ones'],
          ['rules', rules.length === 0 ? 'none' : rules.map(describeRule).join('; ')],
        ]}
      />
      <SimpleTable
        label="Thresholds to be declared"
        rows={qualityMetrics.filter((name) => thresholds[name] !== undefined)}
        rowKey={(name) => name}
        columns={[
          { id: 'metric', header: 'metric', rowHeader: true, cell: (name) => qualityWords[name].title },
          { id: 'bound', header: 'passes at', cell: (name) => describeBounds(thresholds[name]!) },
          { id: 'source', header: 'source', cell: (name) => thresholds[name]!.source },
        ]}
      />
    </>
  )
}
