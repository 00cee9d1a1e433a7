import { Select } from '@mantine/core'
import { useState } from 'react'
import type { CheckWithResult, Decay } from '../../../../../shared/contract/evidence.ts'
import { performanceReason, performanceTitles } from '../../../../../shared/performance-words.ts'
import { toWords } from '../../../../../shared/id-words.ts'
import { formatCount } from '../../../../ui/format.ts'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { VerdictBadge } from '../../VerdictBadge.tsx'
import { ChartAndTable } from './ChartAndTable.tsx'
import { toWindowChart } from './charts.ts'
import { toWindowsCsv } from './csv.ts'
import { Estimated, figure } from './figures.tsx'
import evidence from '../../evidence.module.css'
import classes from './performance.module.css'

/** One watched metric over the windows, with the reference and the limits; the gap of each window has its own interval. */
export function DecayPanel({ check }: { check: CheckWithResult<'performance'> }) {
  const { decay } = check.result
  const [chosen, setChosen] = useState<string | null>(null)
  const one = decay.find(({ name }) => name === chosen) ?? decay[0]
  if (!one || one.windows.length === 0) return null
  const description = one.windows.map(({ key, value, low, high, verdict }) => `${key}: ${figure(value)}, ${figure(low)} to ${figure(high)}, ${toWords(verdict)}.`).join(' ')
  return (
    <ChartAndTable
      check={check}
      title="Windows"
      aside={`${formatCount(one.windows.length)} windows`}
      head={<Head decay={decay} one={one} onChange={setChosen} />}
      charts={[{ title: `${performanceTitles[one.name]} by window`, name: `windows-${one.name}`, xy: toWindowChart(one), description }]}
      csv={() => toWindowsCsv(one)}
    >
      <SimpleTable
        label="Windows with their gap to the reference"
        rows={one.windows}
        rowKey={({ key }) => key}
        columns={[
          { id: 'window', header: 'window', rowHeader: true, cell: ({ key }) => key },
          { id: 'n', header: 'n', align: 'end', cell: ({ n }) => formatCount(n) },
          { id: 'value', header: 'value', align: 'end', cell: (row) => <Estimated {...row} /> },
          { id: 'gap', header: 'gap to the reference', align: 'end', cell: ({ gap, gapLow, gapHigh }) => <Estimated value={gap} low={gapLow} high={gapHigh} /> },
          { id: 'verdict', header: 'verdict', cell: ({ verdict, reason }) => <span title={reason && performanceReason(reason)}><VerdictBadge verdict={verdict} /></span> },
        ]}
      />
    </ChartAndTable>
  )
}

function Head({ decay, one, onChange }: { decay: readonly Decay[]; one: Decay; onChange: (name: string | null) => void }) {
  return (
    <div className={evidence.tools}>
      <Select aria-label="Metric shown" value={one.name} onChange={onChange} allowDeselect={false} w={220} data={decay.map(({ name }) => ({ value: name, label: performanceTitles[name] }))} />
      <span className={classes.note}>
        {one.reference ? `Reference: ${figure(one.reference.value)}, ${figure(one.reference.low)} to ${figure(one.reference.high)}, n = ${formatCount(one.reference.n)}. ` : 'No reference file. '}
        {one.limits ? one.limits.source : one.reason && performanceReason(one.reason)}
      </span>
    </div>
  )
}
