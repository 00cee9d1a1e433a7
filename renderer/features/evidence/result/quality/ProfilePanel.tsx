import type { CheckWithResult, ColumnProfile, MissingKind } from '../../../../../shared/contract/evidence.ts'
import { describePersonal, flagWords, missedRows, missingWords, toPercent } from '../../../../../shared/quality-words.ts'
import { CopyCsv } from '../../../../ui/CopyCsv.tsx'
import { formatCount } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { ChartTools } from '../../../../ui/ChartTools.tsx'
import { toProfileCsv } from './csv.ts'
import { Histogram } from './Histogram.tsx'
import { toProfileSvg } from './profile-svg.ts'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'
import own from './quality.module.css'

/** One line a column: what it holds, how it is spread, what is odd about it. */
export function ProfilePanel({ check }: { check: CheckWithResult<'quality'> }) {
  const { columns } = check.result
  return (
    <Panel
      title="Profile of the columns"
      aside={
        <div className={classes.tools}>
          <CopyCsv csv={() => toProfileCsv(check.result)} />
          <ChartTools name={`${check.id}-profile`} svg={() => toProfileSvg(check)} />
        </div>
      }
      padded={false}
    >
      <div className={classes.compact}>
        <SimpleTable
          label="Profile of the columns"
          rows={columns.map((column, at) => ({ column, at }))}
          rowKey={({ at }) => String(at)}
          columns={[
            { id: 'column', header: 'column', rowHeader: true, wrap: true, cell: ({ column }) => <Name column={column} /> },
            { id: 'type', header: 'type', cell: ({ column }) => <Type column={column} /> },
            { id: 'missing', header: 'missing', align: 'end', cell: ({ column }) => <Missing column={column} /> },
            { id: 'distinct', header: 'distinct', align: 'end', cell: ({ column }) => formatCount(column.distinct) },
            { id: 'shape', header: 'shape, or commonest values', cell: ({ column }) => <Shape column={column} /> },
            { id: 'range', header: 'from, to', align: 'end', cell: ({ column }) => <Range column={column} /> },
            { id: 'median', header: 'median', align: 'end', cell: ({ column }) => toShort(column.numbers?.quantiles[3]) },
            { id: 'mean', header: 'mean ± sd', align: 'end', cell: ({ column }) => <Mean column={column} /> },
            { id: 'outliers', header: 'outliers', align: 'end', cell: ({ column }) => (column.numbers ? formatCount(column.numbers.outliers.below + column.numbers.outliers.above) : '') },
          ]}
        />
      </div>
    </Panel>
  )
}

interface CellProps {
  readonly column: ColumnProfile
}

const toShort = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(Number(value.toPrecision(5))).replace('-', '−'))

function Name({ column: { name, flags, personal } }: CellProps) {
  const remarks = [...flags.map((flag) => flagWords[flag]), ...personal.map(describePersonal)]
  return (
    <>
      {name}
      {remarks.length > 0 && <div className={resultClasses.reason}>{remarks.join(' · ')}</div>}
    </>
  )
}

function Type({ column: { type, offType, infinite } }: CellProps) {
  return (
    <>
      {type}
      {offType > 0 && <div className={resultClasses.reason}>{formatCount(offType)} of another</div>}
      {infinite > 0 && <div className={resultClasses.reason}>{formatCount(infinite)} infinite</div>}
    </>
  )
}

function Missing({ column }: CellProps) {
  const missed = missedRows(column)
  if (missed === 0) return <>0</>
  const kinds = (Object.entries(column.missing) as [MissingKind, number][]).map(([kind, n]) => `${missingWords[kind]} ${formatCount(n)}`).join(', ')
  return (
    <span className={resultClasses.rate} title={kinds}>
      {formatCount(missed)}
      <span className={resultClasses.interval}>{toPercent(missed / (missed + column.present))}</span>
    </span>
  )
}

function Shape({ column: { name, numbers, top, withheld, variants } }: CellProps) {
  if (withheld !== null) return <span className={classes.quiet}>{withheld === 'personal' ? 'withheld: looks personal' : 'withheld: names rows'}</span>
  if (numbers) return <Histogram name={name} histogram={numbers.histogram} />
  return (
    <div className={own.values}>
      {top.slice(0, 3).flatMap(({ value, n }) => [<span key={value} title={value}>{value}</span>, <span key={`${value} n`}>{formatCount(n)}</span>])}
      {variants !== null && variants.groups > 0 && (
        <>
          <span className={classes.quiet}>written in several ways</span>
          <span>{formatCount(variants.rows)}</span>
        </>
      )}
    </div>
  )
}

function Range({ column: { numbers, dates } }: CellProps) {
  const [from, to] = numbers ? [toShort(numbers.min), toShort(numbers.max)] : [dates?.min ?? '', dates?.max ?? '']
  return (
    <span className={resultClasses.rate}>
      {from}
      <span className={resultClasses.interval}>{to}</span>
    </span>
  )
}

function Mean({ column: { numbers } }: CellProps) {
  if (!numbers) return null
  return (
    <span className={resultClasses.rate}>
      {toShort(numbers.mean)}
      {numbers.sd !== null && <span className={resultClasses.interval}>± {toShort(numbers.sd)}</span>}
    </span>
  )
}
