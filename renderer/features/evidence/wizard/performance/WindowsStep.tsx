import { Checkbox, MultiSelect, NumberInput, SegmentedControl, Select } from '@mantine/core'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import type { PerformanceDraft } from './draft.ts'
import { optionsOf } from './ModelStep.tsx'
import classes from '../wizard.module.css'

interface Props {
  readonly wizard: Wizard<PerformanceDraft>
}

const windows = [
  { value: 'none', label: 'none' },
  { value: 'day', label: 'by day' },
  { value: 'week', label: 'by week' },
  { value: 'month', label: 'by month' },
  { value: 'quarter', label: 'by quarter' },
  { value: 'year', label: 'by year' },
  { value: 'chunks', label: 'of equal size' },
]

/** Where a model may be worse than it is on the whole: later, or for some of its cases. All of it may be left out. */
export function WindowsStep({ wizard }: Props) {
  return (
    <StepPanel wizard={wizard} title="Windows, segments and value" aside="all of it may be left out">
      <div className={classes.form}>
        <WindowFields wizard={wizard} />
        <SegmentFields wizard={wizard} />
        {wizard.draft.task === 'binary' && <ValueFields wizard={wizard} />}
      </div>
    </StepPanel>
  )
}

const toNumber = (value: string | number): number | '' => (value === '' ? '' : Number(value))

function WindowFields({ wizard }: Props) {
  const { draft, change } = wizard
  return (
    <>
      <Select label="Time" allowDeselect={false} description="When a row was." clearable clearButtonProps={{ 'aria-label': 'Clear the time column' }} searchable data={optionsOf(wizard)} value={draft.time || null} onChange={(time) => change({ time: time ?? '' })} />
      <Select label="Windows" allowDeselect={false} data={windows} value={draft.windows} onChange={(value) => value && change({ windows: value as PerformanceDraft['windows'] })} />
      {draft.windows === 'chunks' && <NumberInput label="Number of windows" required min={2} allowDecimal={false} value={draft.chunks} onChange={(value) => change({ chunks: toNumber(value) })} />}
      {(draft.windows !== 'none' || draft.files['reference']) && <AlertFields wizard={wizard} />}
    </>
  )
}

function AlertFields({ wizard }: Props) {
  const { draft, change } = wizard
  return (
    <>
      <SegmentedControl
        aria-label="An alert is"
        value={draft.alert}
        onChange={(alert) => change({ alert: alert as PerformanceDraft['alert'] })}
        data={[
          { value: 'relative', label: 'A share worse than the reference' },
          { value: 'deviations', label: 'Beyond 3 standard deviations of it' },
        ]}
      />
      {draft.alert === 'relative' && (
        <>
          <NumberInput label="Warn from" suffix=" % worse" required min={0} max={100} value={draft.alertWarn} onChange={(value) => change({ alertWarn: toNumber(value) })} />
          <NumberInput label="Fail from" suffix=" % worse" required min={0} max={100} value={draft.alertFail} onChange={(value) => change({ alertFail: toNumber(value) })} />
        </>
      )}
    </>
  )
}

function SegmentFields({ wizard }: Props) {
  const { draft, change, preview } = wizard
  const numeric = draft.segments.filter((name) => /INT|DOUBLE|FLOAT|DECIMAL/.test(preview.data?.columns.find((column) => column.name === name)?.type ?? ''))
  return (
    <>
      <MultiSelect
        label="Segment columns"
        description="Every value, and every pair of values, is held against all other rows; the number tried is counted."
        maxValues={8}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Clear the segment columns' }}
        data={optionsOf(wizard)}
        value={[...draft.segments]}
        onChange={(segments) => change({ segments })}
      />
      {numeric.map((name) => (
        <NumberInput key={name} label={`Bands of ${name}`} description="Of equal size; empty takes every value by itself." min={2} max={20} allowDecimal={false} value={draft.bands[name] ?? ''} onChange={(value) => change({ bands: { ...draft.bands, [name]: toNumber(value) } })} />
      ))}
      {draft.segments.length > 0 && <NumberInput label="Smallest segment tried" required min={1} allowDecimal={false} value={draft.segmentFloor} onChange={(value) => change({ segmentFloor: toNumber(value) })} />}
    </>
  )
}

const cells = [
  ['tp', 'True positive'],
  ['fp', 'False positive'],
  ['fn', 'False negative'],
  ['tn', 'True negative'],
] as const

function ValueFields({ wizard }: Props) {
  const { draft, change } = wizard
  return (
    <>
      <Checkbox label="Work out what the decisions are worth" checked={draft.valued} onChange={(event) => change({ valued: event.currentTarget.checked })} />
      {draft.valued && (
        <>
          <Select label="Value at stake" allowDeselect={false} description="A column of amounts that the worth of a row is multiplied by. Empty: the same worth for every row." clearable clearButtonProps={{ 'aria-label': 'Clear the value column' }} searchable data={optionsOf(wizard)} value={draft.valueColumn || null} onChange={(valueColumn) => change({ valueColumn: valueColumn ?? '' })} />
          {cells.map(([cell, label]) => (
            <NumberInput key={cell} label={`${label} is worth`} {...(draft.valueColumn !== '' && { suffix: ` × ${draft.valueColumn}` })} value={draft.worth[cell]} onChange={(value) => change({ worth: { ...draft.worth, [cell]: toNumber(value) } })} />
          ))}
        </>
      )}
    </>
  )
}
