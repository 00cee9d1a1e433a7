import { KeyValue } from '../../../../ui/KeyValue.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { describeReference, describeWindows, measureWords, profileWords } from '../../drift-words.ts'
import { type DriftDraft, judgedMeasures, type LimitDraft, toRunInput } from './draft.ts'

export function DriftDeclaration({ draft }: { draft: DriftDraft }) {
  const { settings } = toRunInput(draft)
  const judged = draft.profile === 'countersign' ? judgedMeasures.filter((name) => draft.limits[name]?.judged) : []
  return (
    <>
      <KeyValue
        items={[
          ['reference', settings.reference ? describeReference({ reference: settings.reference }) : ''],
          ['windows', settings.windows ? describeWindows({ windows: settings.windows }) : ''],
          ['columns', draft.except.length === 0 ? 'all that both have' : `all that both have, except ${draft.except.join(', ')}`],
          ['label', draft.label || 'none'],
          ['prediction', draft.prediction || 'none'],
          ['parameters', profileWords[draft.profile]],
          ['smallest sample', `${draft.minimumRows} values`],
        ]}
      />
      {judged.length > 0 && (
        <SimpleTable
          label="Thresholds to be declared"
          rows={judged}
          rowKey={(name) => name}
          columns={[
            { id: 'measure', header: 'measure', rowHeader: true, cell: (name) => measureWords[name].title },
            { id: 'formal', header: 'formal name', cell: (name) => measureWords[name].formal },
            { id: 'warn', header: 'warns above', align: 'end', cell: (name) => (draft.limits[name] as LimitDraft).warn },
            { id: 'max', header: 'fails above', align: 'end', cell: (name) => (draft.limits[name] as LimitDraft).max },
            { id: 'source', header: 'source', cell: (name) => (draft.limits[name] as LimitDraft).source },
          ]}
        />
      )}
    </>
  )
}
