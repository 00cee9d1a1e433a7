import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { CheckWithResult, Measure } from '../../../../shared/contract/evidence.ts'
import { CopyCsv } from '../../../ui/CopyCsv.tsx'
import { toCsv } from '../../../../shared/csv.ts'
import { countOf, formatCount, formatDecimal } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import { LimitsPanel } from '../result/LimitsPanel.tsx'
import { VerdictBadge } from '../VerdictBadge.tsx'
import { toReason } from '../wording.ts'
import { titleOf } from './titles.ts'
import { type Pair, toCautions, toPairs } from './pairs.ts'
import classes from '../evidence.module.css'
import resultClasses from '../result/result.module.css'

interface ComparisonProps {
  left: CheckWithResult
  right: CheckWithResult
  changedOnly: boolean
}

export function Comparison({ left, right, changedOnly }: ComparisonProps) {
  const pairs = useMemo(() => toPairs(left.result.metrics, right.result.metrics), [left.result, right.result])
  const alone = pairs.filter(({ left: one, right: other }) => one === null || other === null).length
  const changed = pairs.filter((pair) => pair.left !== null && pair.right !== null && pair.left.verdict !== pair.right.verdict)
  const shown = changedOnly ? changed : pairs
  const side = (check: CheckWithResult) => (
    <>
      <Link to={`/checks/${check.id}`}>{check.id}</Link> {check.version}
    </>
  )
  return (
    <>
      <Sides left={left} right={right} />
      <Panel
        title={`${countOf(pairs.length, 'metric')}, ${formatCount(changed.length)} with another verdict${alone === 0 ? '' : `, ${formatCount(alone)} in one check only`}`}
        aside={<CopyCsv csv={() => toComparisonCsv(left, right, shown)} />}
        padded={false}
      >
        <SimpleTable
          label="Metrics of both checks"
          rows={shown}
          rowKey={({ key }) => key}
          empty={<p className={classes.quiet}>No metric changed its verdict.</p>}
          columns={[
            { id: 'metric', header: 'metric', rowHeader: true, wrap: true, cell: ({ name, over }) => `${titleOf(left.kind, name)}${over.length > 0 ? ` over ${over.join(' × ')}` : ''}` },
            { id: 'left', header: side(left), align: 'end', cell: (pair) => <Value metric={pair.left} figure={toFigure(pair)} /> },
            { id: 'left-verdict', header: 'verdict', cell: (pair) => pair.left && <VerdictBadge verdict={pair.left.verdict} /> },
            { id: 'right', header: side(right), align: 'end', cell: (pair) => <Value metric={pair.right} figure={toFigure(pair)} /> },
            { id: 'right-verdict', header: 'verdict', cell: (pair) => pair.right && <VerdictBadge verdict={pair.right.verdict} /> },
            { id: 'change', header: 'change', align: 'end', cell: (pair) => <Change pair={pair} /> },
          ]}
        />
      </Panel>
      <LimitsPanel limits={toCautions(left.result, right.result)} />
    </>
  )
}

function Sides({ left, right }: Pick<ComparisonProps, 'left' | 'right'>) {
  const rows: [label: string, of: (check: CheckWithResult) => React.ReactNode][] = [
    ['version', ({ version }) => version],
    ['verdict', ({ verdict }) => <VerdictBadge verdict={verdict} />],
    ['file', ({ inputs }) => inputs.map(({ name, sha256 }) => `${name} ${sha256.slice(0, 8)}…`).join(', ')],
    ['rows used', ({ rowsUsed }) => formatCount(rowsUsed)],
    ['looks at', ({ scope }) => scope.join(', ')],
  ]
  return (
    <Panel title="The two checks" padded={false}>
      <SimpleTable
        label="The two checks"
        rows={rows}
        rowKey={([label]) => label}
        columns={[
          { id: 'label', header: '', rowHeader: true, cell: ([label]) => label },
          { id: 'left', header: left.id, wrap: true, cell: ([, of]) => of(left) },
          { id: 'right', header: right.id, wrap: true, cell: ([, of]) => of(right) },
        ]}
      />
    </Panel>
  )
}

/** Counts stay whole; of a rate three decimals are read, of what is smaller two digits. */
function toFigure({ left, right }: Pair): (value: number | null) => string {
  const whole = [left, right].every((side) => side === null || side.value === null || Number.isInteger(side.value))
  return (value) => {
    if (value === null) return '–'
    if (whole && Number.isInteger(value)) return formatCount(value).replace('-', '−')
    if (value !== 0 && Math.abs(value) < 0.001) return value.toPrecision(2).replaceAll('-', '−')
    return formatDecimal(value, Math.abs(value) >= 100 ? 1 : 3)
  }
}

function Value({ metric, figure }: { metric: Measure | null; figure: (value: number | null) => string }) {
  if (metric === null) return <span className={classes.missing}>not in it</span>
  return (
    <span className={resultClasses.rate} title={metric.reason && toReason(metric.reason)}>
      {figure(metric.value)}
      {metric.low !== null && metric.high !== null && (
        <span className={resultClasses.interval}>
          {figure(metric.low)} to {figure(metric.high)}
        </span>
      )}
    </span>
  )
}

function Change({ pair }: { pair: Pair }) {
  const { change, apart } = pair
  if (change === null) return '–'
  const text = `${change > 0 ? '+' : ''}${toFigure(pair)(change)}`
  return apart ? <strong title="The intervals share no value.">{text}</strong> : text
}

function toComparisonCsv(left: CheckWithResult, right: CheckWithResult, pairs: readonly Pair[]): string {
  const part = (metric: Measure | null) => [metric?.value ?? null, metric?.low ?? null, metric?.high ?? null, metric?.verdict ?? null]
  const heads = (check: CheckWithResult) => ['value', 'low', 'high', 'verdict'].map((name) => `${check.id} ${name}`)
  return toCsv([['metric', 'over', ...heads(left), ...heads(right), 'change'], ...pairs.map((pair) => [pair.name, pair.over.join(' × '), ...part(pair.left), ...part(pair.right), pair.change])])
}
