import type { QualityResult } from '../../../../../shared/contract/evidence.ts'
import { formatCount, formatDecimal } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import classes from '../../evidence.module.css'

export function RepresentationPanel({ representation: { column, n, chiSquare, degrees, p, values } }: { representation: QualityResult['benchmark'][number] }) {
  const test = chiSquare === null ? 'no test of fit: the benchmark does not name every value' : `chi-square ${formatDecimal(chiSquare, 2)}, ${degrees} degrees of freedom, p = ${formatDecimal(p, 4)}`
  return (
    <Panel title={`Representation by ${column}`} aside={`${formatCount(n)} rows, ${test}`} padded={false}>
      <div className={classes.compact}>
        <SimpleTable
          label={`Shares of ${column} beside the benchmark`}
          rows={values}
          rowKey={({ value }) => value}
          columns={[
            { id: 'value', header: 'value', rowHeader: true, cell: ({ value }) => value },
            { id: 'n', header: 'rows', align: 'end', cell: (one) => formatCount(one.n) },
            { id: 'share', header: 'share', align: 'end', cell: ({ share }) => formatDecimal(share) },
            { id: 'interval', header: '95 % interval', align: 'end', cell: ({ low, high }) => `${formatDecimal(low)} to ${formatDecimal(high)}` },
            { id: 'expected', header: 'benchmark', align: 'end', cell: ({ expected }) => formatDecimal(expected) },
            { id: 'ratio', header: 'ratio', align: 'end', cell: ({ ratio }) => formatDecimal(ratio) },
          ]}
        />
      </div>
    </Panel>
  )
}
