import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { sentenceOf } from './failure.ts'
import { Symbol } from './Symbol.tsx'
import classes from './Notice.module.css'

interface ErrorStateProps {
  /** What was thrown; its sentence is shown. */
  error?: unknown
  /** What happened, in a sentence, instead of the error's own. */
  what?: string
  /** What was kept. */
  kept?: ReactNode
  /** What to do. */
  todo?: ReactNode
  onRetry?: () => void
}

export function ErrorState({ error, what = sentenceOf(error), kept, todo, onRetry }: ErrorStateProps) {
  return (
    <div className={classes.notice} role="alert" data-tone="bad" data-notice>
      <p className={classes.title}>
        <Symbol tone="bad" />
        {what}
      </p>
      <div className={classes.text}>
        {kept !== undefined && <p>{kept}</p>}
        {todo !== undefined && <p>{todo}</p>}
      </div>
      {onRetry !== undefined && (
        <div className={classes.actions}>
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  )
}
