import type { QualityResult } from '../../../../../shared/contract/evidence.ts'
import { describeRule } from '../../../../../shared/quality-words.ts'
import { formatCount } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { VerdictBadge } from '../../VerdictBadge.tsx'
import classes from '../../evidence.module.css'

export function RulesPanel({ result: { rules, metrics } }: { result: QualityResult }) {
  return (
    <Panel title="Rules" padded={false}>
      <div className={classes.compact}>
        <SimpleTable
          label="Rules and their violations"
          rows={rules}
          rowKey={({ measure }) => String(measure)}
          columns={[
            { id: 'rule', header: 'rule', rowHeader: true, wrap: true, cell: ({ rule }) => describeRule(rule) },
            { id: 'checked', header: 'checked', align: 'end', cell: ({ checked }) => formatCount(checked) },
            { id: 'violations', header: 'violations', align: 'end', cell: ({ violations }) => formatCount(violations) },
            { id: 'verdict', header: 'verdict', cell: ({ measure }) => <VerdictBadge verdict={metrics[measure]?.verdict ?? 'error'} /> },
          ]}
        />
      </div>
    </Panel>
  )
}
