import { KeyValue } from '../../../../ui/KeyValue.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { boundOf } from '../../../../../shared/contract/evidence.ts'
import { describeDecision, metricNames, metricWords } from '../../../../../shared/fairness-words.ts'
import { type FairnessDraft, toRunInput } from './draft.ts'

export function FairnessDeclaration({ draft }: { draft: FairnessDraft }) {
  const { columns, minimumGroup } = toRunInput(draft).settings
  const judged = metricNames.filter((name) => draft.limits[name].judged)
  return (
    <>
      <KeyValue
        items={[
          ['label', `column ${columns.label}, positive is “${columns.positive}”`],
          ['decision', describeDecision(columns.decision)],
          ['groups', columns.groups.join(', ')],
          ['minimum group', `${minimumGroup} rows`],
          ['intervals', '95 %'],
        ]}
      />
      <SimpleTable
        label="Thresholds to be declared"
        rows={judged}
        rowKey={(name) => name}
        columns={[
          { id: 'metric', header: 'metric', rowHeader: true, cell: (name) => metricWords[name].title },
          { id: 'formal', header: 'formal name', cell: (name) => metricWords[name].formal },
          { id: 'bound', header: 'passes at', align: 'end', cell: (name) => `${boundOf(name) === 'max' ? '≤' : '≥'} ${draft.limits[name].bound}` },
          { id: 'source', header: 'source', cell: (name) => draft.limits[name].source },
        ]}
      />
    </>
  )
}
