import type { ReactNode } from 'react'
import { Symbol } from './Symbol.tsx'
import type { Tone } from './tone.ts'
import classes from './StateBadge.module.css'

/** A state as symbol, word and colour, so that none of them has to carry it alone. `large` fits beside a page title. */
export function StateBadge({ tone, children, large = false }: { tone: Tone; children: ReactNode; large?: boolean }) {
  return (
    <span className={classes.badge} data-tone={tone} data-large={large || undefined}>
      <Symbol tone={tone} />
      {children}
    </span>
  )
}
