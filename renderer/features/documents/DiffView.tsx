import type { DocumentDiff } from '../../../shared/contract/documents.ts'
import { Panel } from '../../ui/Panel.tsx'
import classes from './documents.module.css'

/** What differs, field by field and line by line. A sign stands before each line, so that colour carries nothing alone. */
export function DiffView({ diff }: { diff: DocumentDiff }) {
  const { added, removed } = diff.attachments
  const nothing = diff.fields.length === 0 && diff.text.length === 0 && added.length + removed.length === 0
  if (nothing) return <Panel title={`From ${diff.from} to ${diff.to}`}><p>Nothing differs.</p></Panel>
  return (
    <>
      {diff.fields.map(({ field, title, lines }) => (
        <Panel key={field} title={title} padded={false}>
          <Lines label={title} lines={lines} />
        </Panel>
      ))}
      {diff.text.length > 0 && (
        <Panel title="Text" padded={false}>
          <Lines label="Text" lines={diff.text} />
        </Panel>
      )}
      {added.length + removed.length > 0 && (
        <Panel title="Attachments" padded={false}>
          <Lines label="Attachments" lines={[...removed.map((text) => ({ added: false, removed: true, text })), ...added.map((text) => ({ added: true, removed: false, text }))]} />
        </Panel>
      )}
    </>
  )
}

/** Lines that stay are shown three deep around what changed. */
const around = 3

function Lines({ label, lines }: { label: string; lines: DocumentDiff['text'] }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A region that scrolls has to take the focus.
    <section className={classes.diff} tabIndex={0} aria-label={`What changed in ${label}`}>
      {lines.map((change, at) => (
        // eslint-disable-next-line react/no-array-index-key -- Parts of one comparison never move.
        <pre key={at} className={classes.change} data-change={change.added ? 'added' : change.removed ? 'removed' : undefined}>
          {shown(change, at === 0, at === lines.length - 1).map((line) => `${change.added ? '+ ' : change.removed ? '− ' : '  '}${line}\n`)}
        </pre>
      ))}
    </section>
  )
}

function shown({ added, removed, text }: DocumentDiff['text'][number], isFirst: boolean, isLast: boolean): string[] {
  const lines = text.replace(/\n$/, '').split('\n')
  if (added || removed || lines.length <= 2 * around + 1) return lines
  const head = isFirst ? [] : lines.slice(0, around)
  const tail = isLast ? [] : lines.slice(-around)
  return [...head, `… ${lines.length - head.length - tail.length} lines as before …`, ...tail]
}
