import type { ReactNode } from 'react'
import classes from './KeyValue.module.css'

/** Labelled facts under each other. An item that is undefined, null or false is left out. */
export function KeyValue({ items, labelWidth = 118 }: { items: readonly (readonly [string, ReactNode])[]; labelWidth?: number }) {
  return (
    <dl className={classes.list} style={{ gridTemplateColumns: `${labelWidth}px minmax(0, 1fr)` }}>
      {items
        .filter(([, value]) => value !== undefined && value !== null && value !== false)
        .map(([label, value]) => (
          <div key={label} className={classes.item}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
