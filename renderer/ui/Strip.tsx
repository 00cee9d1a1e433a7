import { useId } from 'react'
import classes from './Strip.module.css'

export interface StripMark {
  at: number
  title: string
}

interface StripProps {
  /** What the strip shows, in a sentence: it is all that some people get of it. */
  label: string
  /** Length of the whole; 0 to `size`. */
  size: number
  /** From here to the end the strip is of the second kind. */
  solidUpTo: number
  /** What the solid part stands for was found to be untrue. */
  contradicted: boolean
  marks: readonly StripMark[]
  startLabel: string
  endLabel: string
}

const width = 1000
/** At most so many marks are drawn: more would be one block. The newest ones stay. */
const mostMarks = 120

/** A length with marks on it, solid up to a point and hatched after it. */
export function Strip({ label, size, solidUpTo, contradicted, marks, startLabel, endLabel }: StripProps) {
  const pattern = useId()
  const x = (at: number) => (size === 0 ? 0 : Math.min(width, (at / size) * width))
  const end = x(solidUpTo)
  return (
    <figure className={classes.strip}>
      {/* eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing made here has no file that an <img> could show. */}
      <svg viewBox={`0 0 ${width} 28`} preserveAspectRatio="none" role="img" aria-label={label}>
        <defs>
          <pattern id={pattern} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="8" height="8" className={classes.openGround} />
            <rect width="3" height="8" className={classes.openStripe} />
          </pattern>
        </defs>
        {end > 0 && <rect x="0" y="8" width={end} height="12" className={classes.solid} data-contradicted={contradicted || undefined} />}
        {end < width && <rect x={end} y="8" width={width - end} height="12" fill={`url(#${pattern})`} className={classes.open} />}
        {marks.slice(-mostMarks).map((mark) => (
          <line key={`${mark.at} ${mark.title}`} x1={x(mark.at)} x2={x(mark.at)} y1="1" y2="27" className={classes.mark}>
            <title>{mark.title}</title>
          </line>
        ))}
      </svg>
      <figcaption>
        <span>{startLabel}</span>
        <span>{endLabel}</span>
      </figcaption>
    </figure>
  )
}
