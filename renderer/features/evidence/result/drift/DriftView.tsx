import { useState } from 'react'
import type { CheckWithResult, DriftColumn } from '../../../../../shared/contract/evidence.ts'
import { byConcern } from '../../../../../shared/states.ts'
import { formatCount } from '../../../../ui/format.ts'
import { describeMethod, describeReference, describeWindows, profileWords } from '../../drift-words.ts'
import { LimitsPanel } from '../LimitsPanel.tsx'
import { SettingsPanel } from '../SettingsPanel.tsx'
import { cellAt, currentWindows, type ShownWindow } from './cells.ts'
import { ColumnsPanel } from './ColumnsPanel.tsx'
import { DistributionPanel } from './DistributionPanel.tsx'
import { HeatPanel, type Selection } from './HeatPanel.tsx'
import { WholePanel } from './WholePanel.tsx'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'

const always = [
  'Each column is compared by itself: a change in how columns hang together shows nowhere here.',
  'Drift says that data changed, not that the model became worse; for that, compare its performance.',
]

export function DriftView({ check }: { check: CheckWithResult<'drift'> }) {
  const { settings, limits, columns } = check.result
  const windows = currentWindows(check.result)
  const [selected, onSelect] = useState<Selection>(() => worst(columns, windows))
  const window = windows.find(({ at }) => at === selected.at) ?? (windows[0] as ShownWindow)
  const column = columns.find(({ name }) => name === selected.column)
  return (
    <>
      {windows.length > 1 && <HeatPanel check={check} selected={selected} onSelect={onSelect} />}
      <ColumnsPanel check={check} window={window} onSelect={onSelect} />
      <div className={resultClasses.top}>
        <div className={classes.stack}>
          <WholePanel result={check.result} />
          <SettingsPanel
            check={check}
            items={[
              ['compared with', describeReference(settings)],
              ['windows', describeWindows(settings)],
              ['parameters', profileWords[settings.method.profile]],
              ['method', describeMethod(settings)],
              ['minimum', `${formatCount(settings.minimumRows)} values a sample`],
              ['p-values', settings.correction === 'holm' ? 'corrected by Holm' : 'corrected by Benjamini–Hochberg'],
            ]}
          />
        </div>
        <div className={classes.stack}>
          {column && <DistributionPanel check={check} column={column} window={window} />}
          <LimitsPanel limits={[...limits, ...always]} />
        </div>
      </div>
    </>
  )
}

/** What a reader looks at first: the most worrying cell, of the latest window among equals. */
function worst(columns: readonly DriftColumn[], windows: readonly ShownWindow[]): Selection {
  const cells = windows.toReversed().flatMap((window) => columns.map((column) => ({ column: column.name, at: window.at, verdict: cellAt(column, window).verdict })))
  const [first] = cells.toSorted(byConcern)
  return { column: first?.column ?? '', at: first?.at ?? 0 }
}
