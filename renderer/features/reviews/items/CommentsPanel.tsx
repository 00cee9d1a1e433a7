import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CommentAbout, CommentThread } from '../../../../shared/contract/comments.ts'
import type { Review } from '../../../../shared/contract/reviews.ts'
import { useApi } from '../../../api/provider.tsx'
import { useActingPerson } from '../../../api/session.ts'
import { Instant } from '../../../ui/Instant.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { oncePerRecord } from '../wording.ts'
import { ActDialog, type ItemAct } from './ActDialog.tsx'
import classes from '../reviews.module.css'

/** Remarks on this request, its statements and its evidence; each with the exact thing that it speaks of. */
export function CommentsPanel({ review }: { review: Review }) {
  const api = useApi()
  return <Comments of={{ review: review.id }} writing={toWriting(api, review)} />
}

/** Remarks on a document, each bound to the sealed version that was in front of whoever wrote it. */
export function DocumentComments({ document, number }: { document: string; number: number }) {
  const api = useApi()
  const writing: ItemAct = {
    act: 'add',
    label: 'Write it',
    title: `A comment on ${document}, version ${number}`,
    fields: [{ name: 'text', label: 'Comment', kind: 'text' }],
    run: ({ text = '' }) => api.comments.add.call({ about: { type: 'document', document, number }, text }),
  }
  return <Comments of={{ document }} writing={writing} />
}

function Comments({ of, writing }: { of: { review: string } | { document: string }; writing: ItemAct }) {
  const api = useApi()
  const person = useActingPerson()
  const [act, setAct] = useState<ItemAct | null>(null)
  const threads = useQuery(api.comments.list.queryOptions({ input: of })).data ?? []
  const open = threads.filter(({ resolved }) => resolved === null).length
  return (
    <Panel title="Comments" aside={threads.length > 0 && `${open} of ${threads.length} open`} padded={false}>
      {threads.length === 0 && <p className={classes.none}>Nobody commented yet.</p>}
      {threads.map((thread) => (
        <Thread key={thread.id} thread={thread} signedIn={person !== null} onAct={setAct} />
      ))}
      {person !== null && (
        <div className={classes.none}>
          <Button variant="default" onClick={() => setAct(writing)}>
            Write a comment…
          </Button>
        </div>
      )}
      {act && <ActDialog act={act} note="It stays in the ledger; it can be answered and resolved, not deleted." onClose={() => setAct(null)} />}
    </Panel>
  )
}

interface ThreadProps {
  thread: CommentThread
  signedIn: boolean
  onAct: (act: ItemAct) => void
}

function Thread({ thread, signedIn, onAct }: ThreadProps) {
  const api = useApi()
  const { id, about, current, replies, resolved, mayResolve } = thread
  const reply: ItemAct = { act: 'reply', label: 'Reply', title: `Reply to ${id}`, fields: [{ name: 'text', label: 'Reply', kind: 'text' }], run: ({ text = '' }) => api.comments.reply.call({ id, text }) }
  const resolve: ItemAct = { act: 'resolve', label: 'Resolve', title: `Resolve ${id}`, fields: [{ name: 'note', label: 'How', kind: 'line' }], run: ({ note = '' }) => api.comments.resolve.call({ id, note }) }
  return (
    <article className={classes.thread} aria-label={`Comment ${id}`}>
      <div className={classes.actions}>
        <strong>{id}</strong>
        <span className={classes.hint}>on {describe(about)}</span>
        {!current && <StateBadge tone="plain">no longer the current one</StateBadge>}
        {resolved && <StateBadge tone="good">resolved</StateBadge>}
      </div>
      <Said one={thread} />
      {replies.map((one) => (
        <div key={one.id} className={classes.reply}>
          <Said one={one} />
        </div>
      ))}
      {resolved && <p className={classes.hint}>{`Resolved by ${resolved.by}: ${resolved.note}`}</p>}
      {signedIn && resolved === null && (
        <div className={classes.actions}>
          <Button size="compact-xs" variant="default" onClick={() => onAct(reply)}>
            Reply…
          </Button>
          {mayResolve && (
            <Button size="compact-xs" variant="default" onClick={() => onAct(resolve)}>
              Resolve…
            </Button>
          )}
        </div>
      )}
    </article>
  )
}

const Said = ({ one: { name, at, text } }: { one: Pick<CommentThread, 'name' | 'at' | 'text'> }) => (
  <div>
    <span className={classes.lead}>{name}</span>{' '}
    <span className={classes.hint}>
      <Instant at={at} />
    </span>
    <div className={classes.prose}>{text}</div>
  </div>
)

function describe(about: CommentAbout): string {
  if (about.type === 'document') return `${about.document}, version ${about.number}`
  if (about.type === 'review') return `revision ${about.revision}`
  return about.type === 'statement' ? `“${about.line}”, revision ${about.revision}` : `${about.id}, revision ${about.revision}`
}

function toWriting(api: ReturnType<typeof useApi>, { id, revision, evidence, signatures }: Review): ItemAct {
  const lines = [...new Set(signatures.filter((one) => one.revision === revision).flatMap(({ note }) => note.split('\n\n')[0]!.split('\n').slice(1)))]
  const about = [
    { value: 'request', label: `the request, revision ${revision}` },
    ...oncePerRecord(evidence).map((item) => ({ value: `evidence ${item.id}`, label: `evidence ${item.id}` })),
    ...lines.map((line) => ({ value: `line ${line}`, label: `“${line.length > 90 ? `${line.slice(0, 90)}…` : line}”` })),
  ]
  return {
    act: 'add',
    label: 'Write it',
    title: `A comment on ${id}`,
    fields: [{ name: 'about', label: 'On', kind: 'choice', choices: about, initial: 'request' }, { name: 'text', label: 'Comment', kind: 'text' }],
    run: ({ about: what = 'request', text = '' }) => api.comments.add.call({ about: toAbout(id, what), text }),
  }
}

function toAbout(review: string, what: string) {
  if (what.startsWith('evidence ')) return { type: 'evidence' as const, review, id: what.slice('evidence '.length) }
  return what.startsWith('line ') ? { type: 'statement' as const, review, line: what.slice('line '.length) } : { type: 'review' as const, review }
}
