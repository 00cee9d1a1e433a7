import { useEffect, useRef } from 'react'
import classes from './Statement.module.css'

/**
 * The text that will be signed, whole and in fixed pitch; a line too long for the screen goes on indented, so that it reads as one. `onReadToEnd` is called once its last line has been on screen,
 * and again for every other text: a person has to be able to say that they saw all of it.
 */
export function Statement({ text, label = 'The exact text that will be signed', onReadToEnd }: { text: string; label?: string; onReadToEnd: () => void }) {
  const end = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const last = end.current
    if (!last || !text) return undefined
    const observer = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && onReadToEnd(), { threshold: 0.9 })
    observer.observe(last)
    return () => observer.disconnect()
  }, [text, onReadToEnd])
  const lines = text.replace(/\n$/, '').split('\n')
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard (WCAG 2.1.1)
    <section className={classes.statement} tabIndex={0} aria-label={label}>
      {lines.map((line, index) => (
        <span key={index} ref={index === lines.length - 1 ? end : undefined} className={classes.line} data-unbroken={/\S{40}/.test(line) || undefined}>
          {line}
        </span>
      ))}
    </section>
  )
}
