import { KeyValue } from '../../../../ui/KeyValue.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { boundOf, type FairnessColumns } from '../../../../../shared/contract/evidence.ts'
import { describeDecision, metricWords } from '../../../../../shared/fairness-words.ts'
import { type FairnessDraft, offeredMetrics, toRunInput } from './draft.ts'

export function FairnessDeclaration({ draft }: { draft: FairnessDraft }) {
  const { columns, minimumGroup, reference, mode } = toRunInput(draft).settings
  const judged = offeredMetrics(draft).filter((name) => draft.limits[name].judged)
  return (
    <>
      <KeyValue
        items={[
          ['label', columns.label === undefined ? 'none' : `column ${columns.label}${columns.positive === undefined ? '' : `, positive is “${columns.positive}”`}`],
          ['decision', describeDecision(columns.decision)],
          ['groups', columns.groups.join(', ')],
          ...further(columns, reference),
          ['judged by', mode === 'confidence' ? 'the whole interval' : 'the value'],
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

function further({ score, controls, weight }: FairnessColumns, reference: Record<string, string> | undefined): [string, string][] {
  const items: [string, string | undefined][] = [
    ['score', score && `column ${score}`],
    ['controls', controls?.join(', ')],
    ['weights', weight && `column ${weight}`],
    ['reference', reference && Object.entries(reference).map(([column, value]) => `${column} = ${value}`).join(', ')],
  ]
  return items.filter((item): item is [string, string] => item[1] !== undefined)
}
