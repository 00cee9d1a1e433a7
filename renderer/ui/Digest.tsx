import { ActionIcon, CopyButton } from '@mantine/core'
import { Hint } from './Hint.tsx'
import { CheckIcon, CopyIcon } from './icons.tsx'
import classes from './Digest.module.css'

/** A digest or key fingerprint, shortened in the middle, whole on hover, with a copy button. `whole` shows all of it. */
export function Digest({ value, label = 'digest', whole = false }: { value: string; label?: string; whole?: boolean }) {
  const shown = whole || value.length <= 20 ? value : `${value.slice(0, 8)}…${value.slice(-4)}`
  return (
    <span className={classes.digest}>
      <span className={classes.value} data-whole={whole || undefined} title={value}>
        {shown}
      </span>
      <CopyButton value={value} timeout={1500}>
        {({ copied, copy }) => (
          <Hint label={copied ? 'Copied' : `Copy ${label}`} delay={400}>
            <ActionIcon variant="subtle" color="gray" size={20} aria-label={copied ? 'Copied' : `Copy ${label}`} onClick={copy}>
              {copied ? <CheckIcon /> : <CopyIcon />}
            </ActionIcon>
          </Hint>
        )}
      </CopyButton>
    </span>
  )
}
