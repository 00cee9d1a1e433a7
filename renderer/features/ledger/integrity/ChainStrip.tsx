import { Link } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import { countOf, formatCount } from '../../../ui/format.ts'
import { Symbol } from '../../../ui/Symbol.tsx'
import { longestOf, markKinds, markOrder, type ChainMark, type Stretch } from './chain.ts'
import classes from './integrity.module.css'

interface ChainStripProps {
  /** What the strip shows, in a sentence. */
  label: string
  size: number
  /** Entries before this one are covered by outside evidence. */
  provedSize: number
  /** The evidence contradicts the entries: nothing is proved of them. */
  contradicted: boolean
  marks: readonly ChainMark[]
  gaps: readonly Stretch[]
}

/** More marks of a kind than this would be one block; the newest stay. */
const mostDrawn = 150
/** Narrower gaps than this part of the whole can not be seen. */
const thinnest = 0.004

/** The whole ledger as one length: proved, then guarded by the log key alone; above it a row for each kind of mark, which is its legend too. */
export function ChainStrip({ label, size, provedSize, contradicted, marks, gaps }: ChainStripProps) {
  const at = (seq: number) => `${size === 0 ? 0 : Math.min(100, (seq / size) * 100)}%`
  const rows = markOrder.map((kind) => ({ kind, of: marks.filter((mark) => mark.kind === kind) })).filter(({ of }) => of.length > 0)
  return (
    <figure className={classes.chain} aria-label={label}>
      {rows.map(({ kind, of }) => (
        <MarkRow key={kind} kind={kind} marks={of} at={at} />
      ))}
      <span className={classes.rowLabel}>all entries</span>
      <div className={classes.track}>
        <div className={classes.proved} data-contradicted={contradicted || undefined} style={{ width: at(provedSize) }} />
        <div className={classes.open} style={{ left: at(provedSize) }} />
        {gaps
          .filter(({ from, to }) => (to - from + 1) / size > thinnest)
          .map(({ from, to }) => (
            <div key={from} className={classes.gap} style={{ left: at(from), width: `calc(${at(to + 1)} - ${at(from)})` }} title={`entries ${from} to ${to}: no evidence was given in between`} />
          ))}
        <div className={classes.head} title={`newest checkpoint, over ${countOf(size, 'entry', 'entries')}`} />
      </div>
      <span />
      <figcaption className={classes.ends}>
        <span>entry 0</span>
        <span>{formatCount(Math.max(0, size - 1))}</span>
      </figcaption>
    </figure>
  )
}

/** One stop of the Tab key a row, at its newest mark; the arrow keys walk along it. */
function MarkRow({ kind, marks, at }: { kind: ChainMark['kind']; marks: readonly ChainMark[]; at: (seq: number) => string }) {
  const { tone, word } = markKinds[kind]
  const drawn = marks.slice(-mostDrawn)
  const name = `${formatCount(marks.length)} × ${word}`
  return (
    <>
      <span className={classes.rowLabel} data-tone={tone}>
        <Symbol tone={tone} /> {name}
      </span>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys move between the links inside */}
      <ul className={classes.marks} aria-label={name} onKeyDown={walk}>
        {drawn.map((mark, i) => (
          <li key={`${mark.seq} ${mark.title}`} style={{ left: at(mark.seq + 0.5) }}>
            <Link to={`/ledger/${mark.seq}`} className={classes.mark} data-tone={tone} tabIndex={i === drawn.length - 1 ? 0 : -1} aria-label={mark.title} title={mark.title}>
              <Symbol tone={tone} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
  if (step === 0) return
  event.preventDefault()
  const links = [...event.currentTarget.querySelectorAll('a')]
  links[links.findIndex((link) => link === document.activeElement) + step]?.focus()
}

/** What the grounds of the strip mean; only those that are on it. */
export function ChainLegend({ size, provedSize, contradicted, gaps }: Pick<ChainStripProps, 'size' | 'provedSize' | 'contradicted' | 'gaps'>) {
  const longest = longestOf(gaps)
  return (
    <ul className={classes.legend} aria-label="What the strip shows">
      {provedSize > 0 && (
        <li>
          <i className={classes.provedSample} data-contradicted={contradicted || undefined} /> {contradicted ? 'outside evidence speaks of them, and contradicts what is here' : 'proved by outside evidence'}: {formatCount(provedSize)}
        </li>
      )}
      {longest !== null && (
        <li>
          <i className={classes.gapSample} /> {countOf(gaps.length, 'gap')} in which nobody gave evidence{gaps.length === 1 ? ': ' : ', the longest '}entries {formatCount(longest.from)} to {formatCount(longest.to)}
        </li>
      )}
      {size > provedSize && (
        <li>
          <i className={classes.openSample} /> guarded by the log key alone: {formatCount(size - provedSize)}
        </li>
      )}
      <li>
        <i className={classes.headSample} /> newest checkpoint, signed by the log key
      </li>
    </ul>
  )
}
