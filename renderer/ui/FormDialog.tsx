import { Button, Modal } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { sentenceOf } from './failure.ts'
import { Symbol } from './Symbol.tsx'
import classes from './FormDialog.module.css'

interface FormDialogProps {
  opened: boolean
  title: string
  onClose: () => void
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
  submitLabel: string
  busy?: boolean
  /** What the last try failed with; the fields keep what was typed. */
  error?: unknown
  /** Stands left of the buttons. */
  note?: ReactNode
  size?: number | string
  submitDisabled?: boolean
  /** Nothing is left to cancel: only the submit button stays. */
  done?: boolean
  children: ReactNode
}

/** A dialog with one form: Enter submits, Escape closes, the first field has the focus, a failure keeps what was typed. */
export function FormDialog(props: FormDialogProps) {
  const { opened, title, onClose, onSubmit, submitLabel, busy = false, error, note, size = 460, submitDisabled = false, done = false, children } = props
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit(event)
        }}
      >
        <div className={classes.fields}>{children}</div>
        {error !== undefined && error !== null && (
          <p className={classes.error} role="alert">
            <Symbol tone="bad" />
            <span>{sentenceOf(error)}</span>
          </p>
        )}
        <div className={classes.foot}>
          <div className={classes.note}>{note}</div>
          {!done && (
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={busy} disabled={submitDisabled}>
            {submitLabel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
