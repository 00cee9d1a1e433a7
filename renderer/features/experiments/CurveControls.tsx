import { Checkbox, MultiSelect, Select, Slider } from '@mantine/core'
import { useId } from 'react'
import { useUrlState } from '../../ui/table/url-state.ts'
import type { Axis } from './curves.ts'
import classes from './experiments.module.css'

export interface Curving {
  metrics: string[]
  axis: Axis
  isLog: boolean
  /** 0 to 0.99. */
  smoothing: number
}

/** Charts on one page. */
const mostCharts = 12

/** Which metrics are drawn and how; it stands in the address. `usual`: those that are drawn where nobody chose. */
export function useCurving(all: readonly string[], usual: readonly string[]): Curving {
  const url = useUrlState()
  const chosen = url.get('metrics').split('\n').filter((key) => all.includes(key))
  const smoothing = Number(url.get('smoothing'))
  return { metrics: (chosen.length > 0 ? chosen : usual).slice(0, mostCharts), axis: url.get('axis') === 'time' ? 'time' : 'step', isLog: url.get('scale') === 'log', smoothing: smoothing > 0 && smoothing < 1 ? smoothing : 0 }
}

export function CurveControls({ all, curving: { metrics, axis, isLog, smoothing } }: { all: readonly string[]; curving: Curving }) {
  const url = useUrlState()
  const id = useId()
  return (
    <div className={classes.controls}>
      <MultiSelect className={classes.metrics} label="Metrics" data={[...all]} value={metrics} maxValues={mostCharts} limit={100} searchable onChange={(chosen) => url.set({ metrics: chosen.join('\n') })} nothingFoundMessage="No metric is called so." />
      <Select label="Along" data={[{ value: 'step', label: 'steps' }, { value: 'time', label: 'time' }]} value={axis} allowDeselect={false} onChange={(value) => url.set({ axis: value === 'time' ? 'time' : '' })} w={100} />
      <Checkbox label="Logarithmic" checked={isLog} onChange={(event) => url.set({ scale: event.currentTarget.checked ? 'log' : '' })} mb={6} />
      <div className={classes.slider}>
        <span id={id}>Smoothing: {smoothing.toFixed(2)}</span>
        <Slider min={0} max={0.99} step={0.01} label={null} defaultValue={smoothing} onChangeEnd={(value) => url.set({ smoothing: value === 0 ? '' : value.toFixed(2) })} thumbProps={{ 'aria-labelledby': id }} mb={10} mt={4} />
      </div>
    </div>
  )
}
