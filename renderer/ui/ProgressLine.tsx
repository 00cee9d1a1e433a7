import { Button, Progress } from '@mantine/core'
import classes from './ProgressLine.module.css'

interface ProgressLineProps {
  title: string
  done: number
  /** Null: the end is not known. */
  total: number | null
  note: string
  onCancel?: () => void
}

/** Work under way: how far it is, what it does now, and a way to stop it. */
export function ProgressLine({ title, done, total, note, onCancel }: ProgressLineProps) {
  const percent = total === null || total === 0 ? null : Math.min(100, Math.round((done / total) * 100))
  return (
    <div className={classes.line}>
      <div className={classes.text}>
        <span className={classes.title}>{title}</span>
        <span className={classes.note}>{percent === null ? note : `${percent} % · ${note}`}</span>
      </div>
      <Progress.Root size={5} className={classes.bar}>
        <Progress.Section value={percent ?? 100} animated={percent === null} striped={percent === null} aria-label={title} />
      </Progress.Root>
      {onCancel !== undefined && (
        <Button variant="default" size="compact-xs" onClick={onCancel} aria-label={`Cancel: ${title}`}>
          Cancel
        </Button>
      )}
    </div>
  )
}
