import { NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import type { Wizard } from '../use-wizard.ts'
import { StepPanel } from '../StepPanel.tsx'
import { type DriftDraft, hasReferenceFile } from './draft.ts'
import classes from '../../evidence.module.css'
import wizardClasses from '../wizard.module.css'

/** What is compared with what: the reference, and how the current rows are cut into windows. */
export function WindowsStep({ wizard }: { wizard: Wizard<DriftDraft> }) {
  const { draft, change } = wizard
  const names = (wizard.preview.data?.columns ?? []).map(({ name }) => name)
  const needsTime = draft.windows === 'time' || (!hasReferenceFile(draft) && draft.referenceBy === 'days')
  return (
    <StepPanel wizard={wizard} title="Reference and windows">
      <div className={wizardClasses.form}>
        <SegmentedControl
          aria-label="Windows"
          value={draft.windows}
          onChange={(windows) => change({ windows: windows as DriftDraft['windows'] })}
          data={[
            { value: 'none', label: 'All rows together' },
            { value: 'time', label: 'Windows by time' },
            { value: 'rows', label: 'Windows of n rows' },
          ]}
        />
        {draft.windows === 'rows' && (
          <NumberInput label="Rows in a window" description="In the order of the file; the last window may be shorter." required min={1} allowDecimal={false} value={draft.size} onChange={(size) => change({ size: size === '' ? '' : Number(size) })} />
        )}
        {draft.windows === 'time' && <Unit wizard={wizard} />}
        <ReferenceFields wizard={wizard} />
        {needsTime && <Select label="Column of times" description="Dates or times, such as 2026-05-31 or 2026-05-31 12:00:00." required searchable data={names} value={draft.time || null} onChange={(time) => change({ time: time ?? '' })} />}
      </div>
    </StepPanel>
  )
}

function Unit({ wizard: { draft, change } }: { wizard: Wizard<DriftDraft> }) {
  return (
    <SegmentedControl
      aria-label="Length of a window"
      value={draft.unit}
      onChange={(unit) => change({ unit: unit as DriftDraft['unit'] })}
      data={[
        { value: 'day', label: 'Day' },
        { value: 'week', label: 'Week, from Monday' },
        { value: 'month', label: 'Month' },
      ]}
    />
  )
}

function ReferenceFields({ wizard: { draft, change } }: { wizard: Wizard<DriftDraft> }) {
  if (hasReferenceFile(draft)) return <p className={classes.quiet}>The reference is the file {draft.files['reference']}.</p>
  return (
    <>
      <SegmentedControl
        aria-label="Reference"
        value={draft.referenceBy}
        onChange={(referenceBy) => change({ referenceBy: referenceBy as DriftDraft['referenceBy'] })}
        data={[
          { value: 'windows', label: 'The first windows are the reference' },
          { value: 'days', label: 'Some days are the reference' },
        ]}
      />
      {draft.referenceBy === 'windows' ? (
        <NumberInput label="Windows of the reference" required min={1} allowDecimal={false} value={draft.first} onChange={(first) => change({ first: first === '' ? '' : Number(first) })} />
      ) : (
        <>
          <TextInput label="First day of the reference" placeholder="2026-01-01" required value={draft.from} onChange={(event) => change({ from: event.currentTarget.value })} />
          <TextInput label="Last day of the reference" placeholder="2026-03-31" required value={draft.to} onChange={(event) => change({ to: event.currentTarget.value })} />
        </>
      )}
    </>
  )
}
