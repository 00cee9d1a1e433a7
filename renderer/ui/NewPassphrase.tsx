import { PassphraseInput } from './PassphraseInput.tsx'

interface NewPassphraseProps {
  value: string
  repeated: string
  onChange: (change: { passphrase?: string; repeated?: string }) => void
  label?: string
  /** What it means to lose it. */
  loss?: string
}

/** A passphrase chosen now: typed twice, with the sentence that it can not be recovered. */
export function NewPassphrase({ value, repeated, onChange, label = 'Passphrase', loss = 'without it the key is lost, and a second person must give out a new one' }: NewPassphraseProps) {
  return (
    <>
      <PassphraseInput
        fresh
        label={label}
        description={`At least 8 characters. It can not be recovered: ${loss}.`}
        value={value}
        onChange={(passphrase) => onChange({ passphrase })}
        error={value !== '' && value.length < 8 ? 'Too short: at least 8 characters.' : undefined}
      />
      <PassphraseInput
        fresh
        label={`${label}, once more`}
        value={repeated}
        onChange={(again) => onChange({ repeated: again })}
        error={repeated !== '' && !value.startsWith(repeated) ? 'The two are not the same.' : undefined}
      />
    </>
  )
}

/** Whether what was typed can be sent. */
export const isChosen = (value: string, repeated: string): boolean => value.length >= 8 && value === repeated
