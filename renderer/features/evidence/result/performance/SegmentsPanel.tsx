import type { CheckWithResult } from '../../../../../shared/contract/evidence.ts'
import { performanceTitles } from '../../../../../shared/performance-words.ts'
import { formatCount } from '../../../../ui/format.ts'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { ChartAndTable } from './ChartAndTable.tsx'
import { segmentLabel, segmentName, toSegmentForest } from './charts.ts'
import { toSegmentsCsv } from './csv.ts'
import { Estimated, figure, pValue } from './figures.tsx'
import classes from './performance.module.css'

/** The segments that do worst against everybody else, and how many were tried to find them. */
export function SegmentsPanel({ check }: { check: CheckWithResult<'performance'> }) {
  const { locality, settings } = check.result
  if (!locality || locality.segments.length === 0) return null
  const { metric, level, minimumRows } = settings.locality
  const forest = toSegmentForest(check.result)
  const description = forest.rows.map(({ label, value, low, high }) => `${label}: ${figure(value)}, ${figure(low)} to ${figure(high)}.`).join(' ')
  return (
    <ChartAndTable
      check={check}
      title="Worst segments"
      aside={`${formatCount(locality.tried)} tried, ${formatCount(locality.belowFloor)} below ${formatCount(minimumRows)} rows`}
      charts={[{ title: `${performanceTitles[metric]} of segments against all others`, name: 'segments', forest, description }]}
      csv={() => toSegmentsCsv(locality)}
      head={<p className={classes.note}>p is corrected by Holm over all {formatCount(locality.tried)} segments tried; a filled dot stands at p &lt; {level}. Intervals are not corrected.</p>}
    >
      <SimpleTable
        label="Segments, the worst first"
        rows={locality.segments}
        rowKey={({ by }) => segmentName(by)}
        columns={[
          { id: 'segment', header: 'segment', rowHeader: true, wrap: true, cell: ({ by }) => segmentLabel(by) },
          { id: 'n', header: 'n', align: 'end', cell: ({ n }) => formatCount(n) },
          { id: 'value', header: performanceTitles[metric].toLowerCase(), align: 'end', cell: ({ estimates: [own] }) => <Estimated value={own?.value ?? null} low={own?.low ?? null} high={own?.high ?? null} /> },
          { id: 'others', header: 'others', align: 'end', cell: ({ rest }) => figure(rest.value) },
          { id: 'gap', header: 'gap', align: 'end', cell: ({ gap, gapLow, gapHigh }) => <Estimated value={gap} low={gapLow} high={gapHigh} /> },
          { id: 'p', header: 'p, corrected', align: 'end', cell: ({ adjusted }) => pValue(adjusted) },
        ]}
      />
    </ChartAndTable>
  )
}
