import type { DriftResult } from '../../../../../shared/contract/evidence.ts'
import { formatCount } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { toDriftReason } from '../../drift-words.ts'
import { VerdictBadge } from '../../VerdictBadge.tsx'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'

/** The share of drifted columns, window by window. */
export function WholePanel({ result }: { result: DriftResult }) {
  const shares = result.metrics.filter(({ name }) => name === 'drifted_columns')
  if (shares.length === 0) return null
  const percent = (value: number | null | undefined) => (value === null || value === undefined ? '–' : `${(100 * value).toFixed(0)} %`)
  return (
    <Panel title="The data as a whole" padded={false}>
      <div className={classes.compact}>
        <SimpleTable
          label="Share of drifted columns by window"
          rows={shares}
          rowKey={({ over }) => over.join() || 'all'}
          columns={[
            { id: 'window', header: 'window', rowHeader: true, cell: ({ over }) => over[0] ?? 'all current rows' },
            { id: 'share', header: 'drifted columns', align: 'end', cell: ({ value }) => percent(value) },
            { id: 'limit', header: 'at most', align: 'end', cell: ({ threshold }) => <span title={threshold?.source}>{percent(threshold?.max)}</span> },
            { id: 'rows', header: 'rows', align: 'end', cell: ({ n }) => formatCount(n) },
            { id: 'verdict', header: 'verdict', cell: ({ verdict, reason }) => <><VerdictBadge verdict={verdict} />{reason && <div className={resultClasses.reason}>{toDriftReason(reason)}</div>}</> },
          ]}
        />
      </div>
    </Panel>
  )
}
