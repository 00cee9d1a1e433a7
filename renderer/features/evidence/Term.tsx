import type { ReactNode } from 'react'
import { Hint } from '../../ui/Hint.tsx'
import classes from './evidence.module.css'

/** A plain word whose formal name and formula show on hover and on focus. */
export function Term({ children, formal, formula }: { children: ReactNode; formal: string; formula: string }) {
  return (
    <Hint label={`${formal}: ${formula}`}>
      <button type="button" className={classes.term}>
        {children}
      </button>
    </Hint>
  )
}
