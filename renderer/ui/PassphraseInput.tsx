import { PasswordInput, type PasswordInputProps } from '@mantine/core'

interface PassphraseInputProps extends Omit<PasswordInputProps, 'onChange' | 'value'> {
  value: string
  onChange: (value: string) => void
  /** For choosing a new passphrase rather than proving one. */
  fresh?: boolean
}

/** A passphrase field; what is typed is not corrected and not offered to the browser's store. */
export function PassphraseInput({ fresh = false, onChange, ...props }: PassphraseInputProps) {
  return (
    <PasswordInput
      autoComplete={fresh ? 'new-password' : 'off'}
      spellCheck={false}
      data-1p-ignore
      visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the passphrase' }}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...props}
    />
  )
}
