import { Button, TextInput } from '@mantine/core'
import classes from '../catalog.module.css'

export interface Parameter {
  readonly key: number
  readonly name: string
  readonly value: string
}

/** Name and value pairs; a line without a name is left out, of two with one name the last counts. */
export const toParameters = (rows: readonly Parameter[]): Record<string, string> =>
  Object.fromEntries(rows.filter((row) => row.name.trim() !== '').map((row) => [row.name.trim(), row.value]))

/** Pasting `a=1` lines into a name field fills one row each, as they come from a run's log. */
export function parsePasted(text: string): { name: string; value: string }[] {
  const lines = text.split(/\r?\n/).filter((line) => line.includes('='))
  return lines.map((line) => ({ name: line.slice(0, line.indexOf('=')).trim(), value: line.slice(line.indexOf('=') + 1).trim() }))
}

export function ParametersEditor({ rows, onChange }: { rows: readonly Parameter[]; onChange: (rows: Parameter[]) => void }) {
  const nextKey = Math.max(0, ...rows.map((row) => row.key)) + 1
  const edit = (key: number, change: Partial<Parameter>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...change } : row)))
  const paste = (key: number, text: string) => {
    const pasted = parsePasted(text)
    if (pasted.length === 0) return false
    const others = rows.filter((row) => row.key !== key)
    onChange([...others, ...pasted.map((pair, index) => ({ ...pair, key: nextKey + index }))])
    return true
  }
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>Parameters</legend>
      <p className={classes.missing}>Lines of name=value can be pasted.</p>
      {rows.map((row, index) => (
        <div key={row.key} className={classes.parameter}>
          <TextInput
            aria-label={`Name of parameter ${index + 1}`}
            placeholder="name"
            value={row.name}
            onChange={(event) => edit(row.key, { name: event.currentTarget.value })}
            onPaste={(event) => paste(row.key, event.clipboardData.getData('text')) && event.preventDefault()}
          />
          <TextInput aria-label={`Value of parameter ${index + 1}`} placeholder="value" value={row.value} onChange={(event) => edit(row.key, { value: event.currentTarget.value })} />
          <Button variant="default" aria-label={`Remove parameter ${index + 1}`} onClick={() => onChange(rows.filter((one) => one.key !== row.key))}>
            Remove
          </Button>
        </div>
      ))}
      <Button variant="default" size="compact-xs" onClick={() => onChange([...rows, { key: nextKey, name: '', value: '' }])}>
        Add a parameter
      </Button>
    </fieldset>
  )
}
