import { formatCount } from '../../../ui/format.ts'
import { Symbol } from '../../../ui/Symbol.tsx'
import { markKinds, type ChainMark, type Stretch } from './chain.ts'
import classes from './integrity.module.css'

interface ChainStripProps {
  /** What the strip shows, in a sentence: it is all that some people get of it. */
  label: string
  size: number
  /** Entries before this one are covered by outside evidence. */
  provedUpTo: number
  marks: readonly ChainMark[]
  gap: Stretch | null
}

/** More marks than this would be one block; the newest stay. Findings always stay. */
const mostDrawn = 150

/** The whole ledger as one length: proved, then guarded by the log key alone, with every piece of evidence where it stands. */
export function ChainStrip({ label, size, provedUpTo, marks, gap }: ChainStripProps) {
  const at = (seq: number) => `${size === 0 ? 0 : Math.min(100, (seq / size) * 100)}%`
  const findings = marks.filter(({ kind }) => kind === 'finding')
  const drawn = [...marks.filter(({ kind }) => kind !== 'finding').slice(-mostDrawn), ...findings.slice(0, mostDrawn)]
  return (
    <figure className={classes.chain}>
      {/* eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing made here has no file that an <img> could show. */}
      <div className={classes.track} role="img" aria-label={label}>
        <div className={classes.proved} style={{ width: at(provedUpTo) }} />
        <div className={classes.open} style={{ left: at(provedUpTo) }} />
        {gap !== null && <div className={classes.gap} style={{ left: at(gap.from), width: `calc(${at(gap.to + 1)} - ${at(gap.from)})` }} />}
        {drawn.map((mark) => (
          <span key={`${mark.seq} ${mark.title}`} className={classes.mark} data-tone={markKinds[mark.kind].tone} style={{ left: at(mark.seq + 0.5) }} title={mark.title}>
            <Symbol tone={markKinds[mark.kind].tone} />
          </span>
        ))}
      </div>
      <figcaption className={classes.ends}>
        <span>entry 0</span>
        <span>{formatCount(Math.max(0, size - 1))}</span>
      </figcaption>
    </figure>
  )
}

/** What the symbols on the strip mean; only those that are on it. */
export function ChainLegend({ marks, open, gap }: { marks: readonly ChainMark[]; open: number; gap: Stretch | null }) {
  const kinds = [...new Set(marks.map(({ kind }) => kind))]
  return (
    <ul className={classes.legend} aria-label="What stands on the strip">
      {kinds.map((kind) => (
        <li key={kind} data-tone={markKinds[kind].tone}>
          <Symbol tone={markKinds[kind].tone} />
          {formatCount(marks.filter((mark) => mark.kind === kind).length)} × {markKinds[kind].word}
        </li>
      ))}
      {gap !== null && (
        <li>
          <i className={classes.gapSample} /> longest gap: entries {formatCount(gap.from)} to {formatCount(gap.to)}
        </li>
      )}
      {open > 0 && (
        <li>
          <i className={classes.openSample} /> {formatCount(open)} not covered yet
        </li>
      )}
    </ul>
  )
}
