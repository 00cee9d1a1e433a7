import { Button, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFileChooser, type FileRequest } from './files.tsx'
import classes from './FileField.module.css'

interface FileFieldProps {
  label: string
  description?: ReactNode
  value: string
  onChange: (path: string) => void
  error?: ReactNode
  required?: boolean
  /** Default `file`. */
  kind?: FileRequest['kind']
  filters?: FileRequest['filters']
  /** Name proposed where `kind` is `save`. */
  defaultPath?: string
  placeholder?: string
  disabled?: boolean
}

/** A path that can be typed, pasted or chosen. */
export function FileField({ label, value, onChange, kind = 'file', filters, defaultPath, ...input }: FileFieldProps) {
  const choose = useFileChooser()
  const browse = async () => {
    const start = value === '' ? defaultPath : value
    const path = await choose({ kind, title: label, ...(filters && { filters }), ...(start !== undefined && { defaultPath: start }) })
    if (path !== null) onChange(path)
  }
  return (
    <div className={classes.field}>
      <TextInput
        {...input}
        label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        spellCheck={false}
        autoComplete="off"
        className={classes.input}
        classNames={{ input: classes.path }}
        inputContainer={(children) => (
          <div className={classes.row}>
            <div className={classes.input}>{children}</div>
            <Button variant="default" onClick={() => void browse()} disabled={input.disabled} aria-label={`Browse for ${label}`}>
              Browse…
            </Button>
          </div>
        )}
      />
    </div>
  )
}
