import type { CheckWithResult, DriftColumn, DriftMeasure } from '../../../../../shared/contract/evidence.ts'
import { byConcern } from '../../../../../shared/states.ts'
import { CopyCsv } from '../../../../ui/CopyCsv.tsx'
import { formatCount, formatDecimal } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { type SimpleColumn, SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { measureWords, roleWords, toDriftReason } from '../../drift-words.ts'
import { Term } from '../../Term.tsx'
import { VerdictBadge } from '../../VerdictBadge.tsx'
import { SaveCsv } from '../SaveCsv.tsx'
import { cellAt, correctedP, metricsOf, type ShownWindow, valueOf, valuesIn } from './cells.ts'
import { toCellsCsv } from './csv.ts'
import type { Selection } from './HeatPanel.tsx'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'
import own from './drift.module.css'

interface ColumnsPanelProps {
  readonly check: CheckWithResult<'drift'>
  readonly window: ShownWindow
  readonly onSelect: (selection: Selection) => void
}

const measures: readonly DriftMeasure[] = ['js_distance', 'ks_statistic', 'wasserstein', 'cramers_v', 'l_infinity', 'missing_difference', 'unseen_share']

/** Every column of one window, the most worrying first; PSI with what chance alone gives. */
export function ColumnsPanel({ check, window, onSelect }: ColumnsPanelProps) {
  const { result } = check
  const rows = result.columns.toSorted((a, b) => byConcern(cellAt(a, window), cellAt(b, window)))
  const judged = (column: DriftColumn, measure: DriftMeasure) => metricsOf(result, column.name, window.key).find(({ name }) => name === measure)?.verdict
  const columns: SimpleColumn<DriftColumn>[] = [
    { id: 'column', header: 'column', rowHeader: true, cell: (column) => <Name column={column} window={window} onSelect={onSelect} /> },
    { id: 'verdict', header: 'verdict', cell: (column) => <Verdict column={column} window={window} why={metricsOf(result, column.name, window.key).filter(({ verdict }) => verdict === cellAt(column, window).verdict).map(({ name }) => name as DriftMeasure)} /> },
    { id: 'psi', header: <MeasureTerm measure="psi" />, align: 'end', cell: (column) => <Psi column={column} window={window} beyond={isBeyond(judged(column, 'psi'))} /> },
    ...measures.map((measure): SimpleColumn<DriftColumn> => ({
      id: measure,
      header: <MeasureTerm measure={measure} />,
      align: 'end',
      cell: (column) => <span className={isBeyond(judged(column, measure)) ? own.beyond : undefined}>{formatDecimal(valueOf(cellAt(column, window), measure))}</span>,
    })),
    { id: 'p', header: <Term formal="p-value, corrected over the columns of the window" formula="information only: effect sizes decide">p</Term>, align: 'end', cell: (column) => formatP(correctedP(cellAt(column, window))) },
    { id: 'n', header: 'n', align: 'end', cell: (column) => formatCount(valuesIn(cellAt(column, window))) },
  ]
  return (
    <Panel title={window.key === 'all' ? 'Columns' : `Columns, ${window.key}`} aside={<Aside check={check} />} padded={false}>
      <div className={classes.compact}>
        <SimpleTable label="Columns with measures of drift" rows={rows} rowKey={({ name }) => name} columns={columns} />
      </div>
    </Panel>
  )
}

const isBeyond = (verdict: string | undefined): boolean => verdict === 'warn' || verdict === 'fail'
const formatP = (p: number | null): string => (p === null ? '–' : p < 0.001 ? '< 0.001' : p.toFixed(3))

function MeasureTerm({ measure }: { measure: DriftMeasure }) {
  const { short, formal, formula } = measureWords[measure]
  return (
    <Term formal={formal} formula={formula}>
      {short}
    </Term>
  )
}

function Name({ column, window, onSelect }: { column: DriftColumn; window: ShownWindow; onSelect: (selection: Selection) => void }) {
  return (
    <>
      <button type="button" className={own.name} onClick={() => onSelect({ column: column.name, at: window.at })}>
        {column.name}
      </button>
      <span className={classes.role}>{[roleWords[column.role], column.kind].filter(Boolean).join(', ')}</span>
    </>
  )
}

function Verdict({ column, window, why }: { column: DriftColumn; window: ShownWindow; why: readonly DriftMeasure[] }) {
  const { verdict, reason } = cellAt(column, window)
  const because = reason !== undefined ? toDriftReason(reason) : verdict === 'pass' ? '' : why.map((name) => measureWords[name].short).join(', ')
  return (
    <>
      <VerdictBadge verdict={verdict} />
      {because && <div className={resultClasses.reason}>{because}</div>}
    </>
  )
}

function Psi({ column, window, beyond }: { column: DriftColumn; window: ShownWindow; beyond: boolean }) {
  const { psi } = cellAt(column, window).values
  return (
    <span className={resultClasses.rate} title="Below: what chance alone exceeds once in twenty times with so many rows">
      <span className={beyond ? own.beyond : undefined}>{formatDecimal(psi?.value)}</span>
      {psi?.floor && <span className={resultClasses.interval}>chance {formatDecimal(psi.floor.critical)}</span>}
    </span>
  )
}

function Aside({ check }: { check: CheckWithResult<'drift'> }) {
  return (
    <span className={classes.tools}>
      <CopyCsv csv={() => toCellsCsv(check.result)} />
      <SaveCsv csv={() => toCellsCsv(check.result)} name={`${check.id}-drift`} />
    </span>
  )
}
