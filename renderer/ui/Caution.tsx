import type { ReactNode } from 'react'
import { Symbol } from './Symbol.tsx'
import type { Tone } from './tone.ts'
import classes from './Caution.module.css'

/** What somebody should read before they go on. */
export function Caution({ tone = 'caution', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <p className={classes.caution} data-tone={tone} role="note">
      <Symbol tone={tone} />
      <span>{children}</span>
    </p>
  )
}
