import { Checkbox, NumberInput, type NumberInputProps, TextInput } from '@mantine/core'
import classes from './wizard.module.css'

type Field<T> = { readonly value: T; readonly onChange: (value: T) => void }

/** A number, or nothing while the field is empty. */
export type NumberDraft = number | ''

const toNumber = (value: number | string): NumberDraft => (value === '' ? '' : Number(value))

/** The fewest rows, values or members that a verdict may rest on. */
export const SmallestNumber = ({ onChange, ...field }: Field<NumberDraft> & { label: string; description: string }) => (
  <NumberInput required min={1} allowDecimal={false} classNames={{ wrapper: classes.number }} onChange={(value) => onChange(toNumber(value))} {...field} />
)

/** Cells of a table of limits; `of` names the metric for those who do not see the row. */
export const JudgedCell = ({ of, value, onChange }: Field<boolean> & { of: string }) => (
  <Checkbox aria-label={`Judge ${of}`} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
)

export const BoundCell = ({ label, onChange, ...field }: Field<NumberDraft> & { label: string } & Pick<NumberInputProps, 'prefix' | 'min' | 'max' | 'step' | 'decimalScale' | 'disabled'>) => (
  <NumberInput aria-label={label} className={classes.number} step={0.01} onChange={(value) => onChange(toNumber(value))} {...field} />
)

export const SourceCell = ({ of, value, disabled, onChange }: Field<string> & { of: string; disabled: boolean }) => (
  <TextInput aria-label={`Source of the threshold of ${of}`} disabled={disabled} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
)
