import { useId, type ReactNode } from 'react'
import classes from './Panel.module.css'

interface PanelProps {
  title?: ReactNode
  /** Right end of the title line: a count, a note, an action. */
  aside?: ReactNode
  children: ReactNode
  /** False where the content brings its own edges, as tables do. */
  padded?: boolean
  /** Takes the rest of the page's height and scrolls inside. */
  fill?: boolean
  /** A name under which it can be gone to; it takes the focus then. */
  anchor?: string
}

export function Panel({ title, aside, children, padded = true, fill = false, anchor }: PanelProps) {
  const id = useId()
  return (
    <section id={anchor} tabIndex={anchor === undefined ? undefined : -1} className={classes.panel} aria-labelledby={title === undefined ? undefined : id} data-fill={fill || undefined}>
      {title !== undefined && (
        <div className={classes.head}>
          <h2 id={id}>{title}</h2>
          {aside !== undefined && <div className={classes.aside}>{aside}</div>}
        </div>
      )}
      <div className={padded ? classes.padded : classes.bare}>{children}</div>
    </section>
  )
}
