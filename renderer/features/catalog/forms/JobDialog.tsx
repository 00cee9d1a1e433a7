import type { FormEvent, ReactNode } from 'react'
import { useState } from 'react'
import { useJobRun } from '../../../api/job-run.ts'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { JobLine } from '../../../ui/ProgressLine.tsx'

interface JobDialogProps<T> {
  readonly opened: boolean
  readonly title: string
  readonly submitLabel: string
  readonly submitDisabled: boolean
  /** Starts the job; what it throws is shown and keeps the dialog as it is. */
  readonly start: () => Promise<{ job: string }>
  readonly onDone: (result: T) => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A form whose work is a job: progress and cancel inside the dialog. Closing it leaves the job running, in the tray. */
export function JobDialog<T>({ start, onDone, children, ...dialog }: JobDialogProps<T>) {
  const [id, setId] = useState<string | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const run = useJobRun<T>(id, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setRefused(null)
    setId(null)
    start().then((started) => setId(started.job), setRefused)
  }
  return (
    <FormDialog
      {...dialog}
      size={560}
      onSubmit={submit}
      busy={run.running}
      error={refused ?? run.failure}
      note={run.cancelled ? 'Cancelled. Nothing was written.' : undefined}
    >
      {children}
      <JobLine run={run} title={dialog.title} />
    </FormDialog>
  )
}
