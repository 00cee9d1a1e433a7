import type { CommentAbout, commentEntries } from '../../../../shared/contract/comments.ts'
import type { Folds, Summaries } from '../../ledger/folds.ts'
import { numberOf, toItemAct } from '../item.ts'
import { insertComment, readComment, updateComment } from './store.ts'

type Kinds = keyof typeof commentEntries

export const subjectOf = (about: CommentAbout): string => (about.type === 'document' ? about.document : about.review)

export const commentFolds: Folds<Kinds> = {
  'comment.added/v1': (entry, index) => {
    const { about, text, replyTo } = entry.body
    const first = replyTo === null ? undefined : readComment(index, numberOf(replyTo))
    insertComment(index, { seq: entry.seq, at: entry.at, by: entry.actor, about, subject: subjectOf(about), text, thread: replyTo === null ? null : (first?.thread ?? numberOf(replyTo)), resolved: null, acts: [toItemAct(entry, 'written', text)] })
  },
  'comment.resolved/v1': (entry, index) => {
    const { comment, note } = entry.body
    const row = readComment(index, numberOf(comment))
    if (row && row.resolved === null) updateComment(index, row.seq, { resolved: { seq: entry.seq, at: entry.at, by: entry.actor, note }, acts: [...row.acts, toItemAct(entry, 'resolved', note)] })
  },
}

const short = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text).replaceAll('\n', ' ')

export const commentSummaries: Summaries<Kinds> = {
  'comment.added/v1': ({ seq, body: { about, text, replyTo } }) => ({ summary: `${replyTo === null ? `Comment on ${subjectOf(about)}` : `Reply to ${replyTo}`}: ${short(text)}`, subject: replyTo ?? `M-${seq}` }),
  'comment.resolved/v1': ({ body }) => ({ summary: `${body.comment} resolved: ${body.note}`, subject: body.comment }),
}
