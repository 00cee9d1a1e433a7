import { Button, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { CommentAbout, CommentThread } from '../../../../shared/contract/comments.ts'
import { useDraft } from '../../../api/draft.ts'
import { useApi } from '../../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Instant } from '../../../ui/Instant.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from '../reviews.module.css'

/** What people say about the request, each bound to the exact thing that it speaks of. */
export function CommentsPanel({ id }: { id: string }) {
  const api = useApi()
  const threads = useQuery(api.comments.list.queryOptions({ input: { review: id } })).data ?? []
  return (
    <Panel title="Comments" aside={threads.length > 0 && threads.length}>
      <div className={classes.sign}>
        {threads.map((thread) => (
          <Thread key={thread.id} thread={thread} />
        ))}
        <NewComment id={id} />
      </div>
    </Panel>
  )
}

function Thread({ thread: { name, at, text, about, current, replies, resolved } }: { thread: CommentThread }) {
  return (
    <article className={classes.answer} aria-label={`Comment of ${name}`}>
      <div>
        <strong>{name}</strong> <span className={classes.hint}>{aboutWords(about)}, <Instant at={at} /></span>{' '}
        {!current && <StateBadge tone="void">about an earlier one</StateBadge>} {resolved !== null && <StateBadge tone="good">resolved</StateBadge>}
        <p className={classes.prose}>{text}</p>
        {replies.map((reply) => (
          <p key={reply.id} className={classes.prose}>
            <strong>{reply.name}</strong> <span className={classes.hint}><Instant at={reply.at} /></span>: {reply.text}
          </p>
        ))}
        {resolved !== null && resolved.note !== '' && <p className={classes.hint}>{resolved.note}</p>}
      </div>
    </article>
  )
}

function aboutWords(about: CommentAbout): string {
  switch (about.type) {
    case 'review':
      return `on revision ${about.revision}`
    case 'statement':
      return `on “${about.line}” of revision ${about.revision}`
    case 'evidence':
      return `on ${about.id} in revision ${about.revision}`
    case 'document':
      return `on ${about.document}, version ${about.number}`
  }
}

function NewComment({ id }: { id: string }) {
  const api = useApi()
  const person = useActingPerson()
  const [text, setText, drop] = useDraft(`comment.${id}`, '')
  const add = useMutation(api.comments.add.mutationOptions({ onSuccess: drop }))
  if (person === null) return <div><Button variant="default" onClick={() => askForSignIn()}>Sign in to comment…</Button></div>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') add.mutate({ about: { type: 'review', review: id }, text })
  }
  return (
    <form className={classes.sign} onSubmit={submit} noValidate>
      <Textarea label="Comment" description="Kept in the ledger under your name; it speaks of this revision." autosize minRows={2} maxLength={4000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      {add.error !== null && <ErrorState error={add.error} />}
      <div>
        <Button type="submit" variant="default" loading={add.isPending} disabled={text.trim() === ''}>
          Add the comment
        </Button>
      </div>
    </form>
  )
}
