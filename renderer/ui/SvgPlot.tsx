import { useElementSize } from '@mantine/hooks'
import { useId } from 'react'
import classes from './IntervalPlot.module.css'

interface SvgPlotProps {
  title: string
  /** What the plot shows, in sentences: for those who do not see it. The figures belong in a table beside it. */
  description: string
  /** The drawing for a width in pixels. It escapes every text of the data. */
  draw: (width: number) => string
  /** No wider than this, where a square is the right form. */
  most?: number
}

/** A drawing that is also a file: what is saved is what is shown. */
export function SvgPlot({ title, description, draw, most = Infinity }: SvgPlotProps) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const ids = useId()
  return (
    // eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing made here has no file that an <img> could show.
    <div ref={ref} className={classes.plot} role="img" aria-labelledby={`${ids}t`} aria-describedby={`${ids}d`}>
      <span id={`${ids}t`} className={classes.spoken}>
        {title}
      </span>
      <span id={`${ids}d`} className={classes.spoken}>
        {description}
      </span>
      {width > 0 && <div aria-hidden="true" dangerouslySetInnerHTML={{ __html: draw(Math.round(Math.min(width, most))) }} />}
    </div>
  )
}
