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

interface JobLineProps {
  run: { running: boolean; job: { title: string; progress: { done: number; total: number | null; note: string } } | undefined; cancel: () => void }
  /** Until the job says its own. */
  title: string
}

const starting = { done: 0, total: null, note: 'starting' }

/** The same for a job that is followed; nothing before it begins and once it is over. */
export function JobLine({ run: { running, job, cancel }, title }: JobLineProps) {
  return running && <ProgressLine title={job?.title ?? title} {...(job?.progress ?? starting)} onCancel={cancel} />
}
