import type { NumberProfile } from '../../../../../shared/contract/evidence.ts'
import { formatCount } from '../../../../ui/format.ts'
import { toBars } from './bars.ts'
import classes from './quality.module.css'

const size = { width: 132, height: 26 }

/** A small histogram from the stored counts; the tallest bar fills the height, and a bar of one row can still be seen. */
export function Histogram({ name, histogram }: { name: string; histogram: NumberProfile['histogram'] }) {
  const bars = toBars(histogram, size)
  const most = histogram.counts.reduce((a, b) => Math.max(a, b), 0)
  return (
    // eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing made here has no file that an <img> could show.
    <svg className={classes.histogram} width={size.width} height={size.height} viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={`Histogram of ${name}: ${bars.length} bars, at most ${formatCount(most)} rows`}>
      {bars.map((bar) => (
        <rect key={bar.x} {...bar} />
      ))}
    </svg>
  )
}
