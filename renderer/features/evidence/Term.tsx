import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './evidence.module.css'

/** A plain word whose formal name and formula show on hover and on focus. */
export function Term({ children, formal, formula }: { children: ReactNode; formal: string; formula: string }) {
  return (
    <Tooltip label={`${formal}: ${formula}`} multiline maw={320} events={{ hover: true, focus: true, touch: true }} withArrow>
      <button type="button" className={classes.term}>
        {children}
      </button>
    </Tooltip>
  )
}
