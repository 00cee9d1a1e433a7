import { ActionIcon, CopyButton } from '@mantine/core'
import { Hint } from './Hint.tsx'
import { CheckIcon, CopyIcon } from './icons.tsx'
import classes from './Mono.module.css'

interface MonoProps {
  /** Exactly what is shown and copied. */
  text: string
  /** Names the block for those who do not see it. */
  label: string
  /** Breaks long lines instead of scrolling sideways. */
  wrap?: boolean
  maxHeight?: number
}

/** Exact text: nothing is trimmed or reflowed unless `wrap` is set, and copying gives the same bytes. */
export function Mono({ text, label, wrap = false, maxHeight }: MonoProps) {
  return (
    <div className={classes.frame}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A region that scrolls has to take the focus, or the keyboard can not scroll it. */}
      <section className={classes.scroll} style={{ maxHeight }} tabIndex={0} aria-label={label}>
        <pre className={classes.block} data-wrap={wrap || undefined}>
          {text}
        </pre>
      </section>
      <div className={classes.copy}>
        <CopyButton value={text} timeout={1500}>
          {({ copied, copy }) => (
            <Hint label={copied ? 'Copied' : 'Copy'} delay={400}>
              <ActionIcon variant="default" size={24} aria-label={copied ? 'Copied' : `Copy ${label}`} onClick={copy}>
                {copied ? <CheckIcon /> : <CopyIcon />}
              </ActionIcon>
            </Hint>
          )}
        </CopyButton>
      </div>
    </div>
  )
}
