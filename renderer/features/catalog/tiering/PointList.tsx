import { Checkbox } from '@mantine/core'
import { formatDay } from '../../../ui/format.ts'
import classes from './tiering.module.css'

interface Item {
  readonly ref: string
  readonly text: string
  readonly appliesFrom: string
}

interface PointListProps {
  readonly title: string
  readonly hint?: string
  readonly items?: readonly Item[]
  readonly groups?: readonly { title: string; items: readonly Item[] }[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: string[]) => void
}

/** Points to tick, folded away behind a line that says which are ticked. */
export function PointList({ title, hint, items = [], groups = [{ title: '', items }], chosen, onChange }: PointListProps) {
  const toggle = (ref: string, on: boolean) => onChange(on ? [...chosen, ref] : chosen.filter((one) => one !== ref))
  return (
    <details className={classes.points} open={chosen.length > 0 || undefined}>
      <summary>
        <strong>{title}</strong> <span className={classes.gives}>{chosen.length === 0 ? 'none' : chosen.join(', ')}</span>
      </summary>
      {hint && <p className={classes.quiet}>{hint}</p>}
      {groups.map((group) => (
        <fieldset key={group.title} className={classes.list}>
          <legend className={group.title ? classes.legend : classes.hidden}>{group.title || title}</legend>
          {group.items.map(({ ref, text, appliesFrom }) => (
            <Checkbox key={ref} label={`${ref}: ${text}`} title={`applies from ${formatDay(appliesFrom)}`} checked={chosen.includes(ref)} onChange={(event) => toggle(ref, event.currentTarget.checked)} />
          ))}
        </fieldset>
      ))}
    </details>
  )
}
