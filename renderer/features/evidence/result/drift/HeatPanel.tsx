import { Select } from '@mantine/core'
import { useState } from 'react'
import type { CheckWithResult, DriftColumn, DriftMeasure } from '../../../../../shared/contract/evidence.ts'
import { verdictStates } from '../../../../../shared/states.ts'
import { formatDecimal } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { Symbol } from '../../../../ui/Symbol.tsx'
import { measureWords, roleWords } from '../../drift-words.ts'
import { ChartTools } from '../../../../ui/ChartTools.tsx'
import { cellAt, currentWindows, type ShownWindow, valueOf } from './cells.ts'
import { toHeatSvg } from './heat-svg.ts'
import classes from './drift.module.css'
import shared from '../../evidence.module.css'
import resultClasses from '../result.module.css'

export interface Selection {
  readonly column: string
  readonly at: number
}

interface HeatPanelProps {
  readonly check: CheckWithResult<'drift'>
  readonly selected: Selection
  readonly onSelect: (selection: Selection) => void
}

const offered: readonly DriftMeasure[] = ['psi', 'js_distance', 'ks_statistic', 'wasserstein', 'cramers_v', 'hellinger', 'l_infinity', 'missing_difference', 'unseen_share']

/** Columns × windows: each cell has its number, the verdict of the cell as colour and symbol, and opens the two distributions. */
export function HeatPanel({ check, selected, onSelect }: HeatPanelProps) {
  const [measure, setMeasure] = useState<DriftMeasure>('psi')
  const { result } = check
  const windows = currentWindows(result)
  const label = `${measureWords[measure].title} by column and window`
  return (
    <Panel title={label} aside="colour and symbol: the verdict over all judged measures">
      <div className={shared.tools}>
        <Select aria-label="Measure shown" value={measure} onChange={(value) => value && setMeasure(value as DriftMeasure)} allowDeselect={false} data={offered.map((name) => ({ value: name, label: measureWords[name].title }))} w={220} />
        <span className={shared.quiet}>{measureWords[measure].formula}</span>
      </div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A region that scrolls has to take the focus, or the keyboard can not scroll it. */}
      <section className={classes.frame} tabIndex={0} aria-label={label}>
        <table className={classes.heat} aria-label={label}>
          <thead>
            <tr>
              <th scope="col">column</th>
              {windows.map(({ key }) => (
                <th key={key} scope="col">
                  {key}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.columns.map((column) => (
              <tr key={column.name}>
                <th scope="row">
                  {column.name}
                  {column.role !== 'feature' && <span className={shared.role}>{roleWords[column.role]}</span>}
                </th>
                {windows.map((window) => (
                  <td key={window.key}>
                    <Cell column={column} window={window} measure={measure} pressed={selected.column === column.name && selected.at === window.at} onSelect={onSelect} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ChartTools name={`${check.id}-${measure}`} svg={() => toHeatSvg(check, measure)} />
    </Panel>
  )
}

interface CellProps {
  readonly column: DriftColumn
  readonly window: ShownWindow
  readonly measure: DriftMeasure
  readonly pressed: boolean
  readonly onSelect: (selection: Selection) => void
}

function Cell({ column, window, measure, pressed, onSelect }: CellProps) {
  const cell = cellAt(column, window)
  const { tone, word } = verdictStates[cell.verdict]
  const value = formatDecimal(valueOf(cell, measure))
  return (
    <button type="button" className={classes.cell} data-tone={tone} aria-pressed={pressed} onClick={() => onSelect({ column: column.name, at: window.at })} title={`${column.name}, ${window.key}: ${word}`}>
      {value} <Symbol tone={tone} size={10} />
      <span className={resultClasses.spoken}> {word}</span>
    </button>
  )
}
