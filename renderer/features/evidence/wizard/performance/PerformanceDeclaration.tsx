import { performanceTitles } from '../../../../../shared/performance-words.ts'
import { KeyValue } from '../../../../ui/KeyValue.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { describeAlert, describeBusiness, describeModel, describeSegment, describeWindows } from '../../performance-settings.ts'
import { limitable, type PerformanceDraft, sideOf, toRunInput } from './draft.ts'

export function PerformanceDeclaration({ draft }: { draft: PerformanceDraft }) {
  const { settings, inputs } = toRunInput(draft)
  const judged = limitable(draft).filter((name) => settings.thresholds[name] !== undefined)
  const watches = settings.windows !== null || 'reference' in inputs
  return (
    <>
      <KeyValue
        items={[
          ['label', `column ${settings.label}${settings.positive === null ? '' : `, positive is “${settings.positive}”`}`],
          ['model', describeModel(settings.model)],
          ['challenger', settings.challenger && describeModel(settings.challenger)],
          ['windows', settings.windows && describeWindows(settings.windows)],
          ['alert', watches && describeAlert(settings.alert)],
          ['segments', settings.segments.length > 0 && `${settings.segments.map(describeSegment).join(', ')}; of at least ${settings.locality.minimumRows} rows`],
          ['worth', settings.business && describeBusiness(settings.business)],
          ['fewest judged', `${settings.minimumRows} rows`],
          ['intervals', '95 %'],
        ]}
      />
      <SimpleTable
        label="Thresholds to be declared"
        rows={judged}
        rowKey={(name) => name}
        empty={<p>No threshold: every metric is reported, and judged only against the reference and between segments.</p>}
        columns={[
          { id: 'metric', header: 'metric', rowHeader: true, cell: (name) => performanceTitles[name] },
          { id: 'bound', header: 'passes at', align: 'end', cell: (name) => `${sideOf(name) === 'max' ? '≤' : '≥'} ${draft.limits[name]?.bound}` },
          { id: 'source', header: 'source', cell: (name) => draft.limits[name]?.source },
        ]}
      />
    </>
  )
}
