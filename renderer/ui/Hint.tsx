import { Tooltip } from '@mantine/core'
import { cloneElement, useEffect, useState, type FocusEvent, type ReactElement, type ReactNode } from 'react'

interface Heard {
  onPointerEnter?: () => void
  onPointerLeave?: () => void
  onFocus?: (event: FocusEvent<HTMLElement>) => void
  onBlur?: () => void
}

interface HintProps {
  label: ReactNode
  /** Milliseconds of pointing before it shows; under the keyboard's focus it shows at once. */
  delay?: number
  children: ReactElement<Heard>
}

/**
 * A tooltip that Escape puts away (WCAG 1.4.13) without keeping the key to itself: Mantine's own stops it, so that an open list or
 * dialog under it stayed open.
 */
export function Hint({ label, delay = 0, children }: HintProps) {
  const [opened, setOpened] = useState(false)
  // How long after now it is to show; null: not asked for.
  const [after, setAfter] = useState<number | null>(null)
  const hide = () => {
    setAfter(null)
    setOpened(false)
  }
  useEffect(() => {
    if (after === null) return undefined
    const timer = setTimeout(() => setOpened(true), after)
    return () => clearTimeout(timer)
  }, [after])
  useEffect(() => {
    if (!opened) return undefined
    const listen = ({ key }: KeyboardEvent) => key === 'Escape' && setOpened(false)
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [opened])
  return (
    <Tooltip label={label} opened={opened} multiline maw={320} withArrow>
      {cloneElement(children, {
        onPointerEnter: () => setAfter(delay),
        onPointerLeave: hide,
        onFocus: ({ target }) => target.matches(':focus-visible') && setAfter(0),
        onBlur: hide,
      })}
    </Tooltip>
  )
}
