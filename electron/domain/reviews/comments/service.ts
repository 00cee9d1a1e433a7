import type * as z from 'zod'
import type { CommentAbout, commentsContract, CommentThread } from '../../../../shared/contract/comments.ts'
import { AppError } from '../../../../shared/errors.ts'
import { parseStatement } from '../../../tlog/statement.ts'
import type { DocumentReaders } from '../../documents/service.ts'
import { known, numberOf, refuse, type ItemOptions } from '../item.ts'
import { parseNote } from '../../../tlog/note.ts'
import { whyNotReply, whyNotResolve } from './rules.ts'
import { readComment, readReplies, readThreads, type CommentRow } from './store.ts'

type Input<K extends keyof typeof commentsContract> = z.output<NonNullable<(typeof commentsContract)[K]['~orpc']['inputSchema']>>

export interface CommentOptions extends ItemOptions {
  documents: Pick<DocumentReaders, 'get'>
}

export interface Comments {
  /** Threads in their order; `email` is who looks. */
  list(filter: Input<'list'>, email: string | null): CommentThread[]
  add(actor: string, input: Input<'add'>): CommentThread
  reply(actor: string, input: Input<'reply'>): CommentThread
  resolve(actor: string, input: Input<'resolve'>): CommentThread
}

export function createComments(options: CommentOptions): Comments {
  const { ledger, index, identity, reviews } = options
  const row = (id: string) => known(readComment(index, numberOf(id)), 'comment', id, readThreads(index).map(({ seq }) => `M-${seq}`))
  const first = (id: string) => {
    const one = row(id)
    return one.thread === null ? one : row(`M-${one.thread}`)
  }
  const ownerOf = ({ about }: CommentRow) => (about.type === 'document' ? null : reviews.facts(about.review).owner)
  const toComment = ({ seq, at, by, text }: CommentRow) => ({ id: `M-${seq}`, seq, at, by, name: identity.person(by).name, text })
  const toThread = (one: CommentRow, email: string | null): CommentThread => ({
    ...toComment(one),
    about: one.about,
    current: isCurrent(options, one.about),
    replies: readReplies(index, one.seq).map(toComment),
    resolved: one.resolved,
    acts: one.acts,
    mayResolve: email !== null && whyNotResolve(one, email, ownerOf(one)) === null,
  })
  return {
    list: ({ review, document, open }, email) => {
      const subjects = [review, document].filter((one) => one !== undefined)
      const rows = subjects.length === 0 ? readThreads(index) : subjects.flatMap((one) => readThreads(index, one))
      return rows.filter((one) => !open || one.resolved === null).map((one) => toThread(one, email))
    },
    add(actor, { about, text }) {
      const [entry] = ledger.append(actor, () => ({ kind: 'comment.added/v1', body: { about: toExact(options, about), text, replyTo: null } }))
      return toThread(row(`M-${entry!.seq}`), actor)
    },
    reply(actor, { id, text }) {
      ledger.append(actor, () => {
        const thread = first(id)
        refuse(whyNotReply(thread))
        return { kind: 'comment.added/v1', body: { about: thread.about, text, replyTo: `M-${thread.seq}` } }
      })
      return toThread(first(id), actor)
    },
    resolve(actor, { id, note }) {
      ledger.append(actor, () => {
        refuse(whyNotResolve(row(id), actor, ownerOf(row(id))))
        return { kind: 'comment.resolved/v1', body: { comment: id, note } }
      })
      return toThread(row(id), actor)
    },
  }
}

/** The thing as it is now, by revision and digest. */
function toExact({ reviews, documents }: CommentOptions, about: Input<'add'>['about']): CommentAbout {
  if (about.type === 'document') {
    const { id, number, sha256 } = documents.get(about.document, about.number)
    return { type: 'document', document: id, number, sha256 }
  }
  const { review, bundle, decisions } = reviews.facts(about.review)
  const bound = { review: about.review, revision: review.revision }
  if (about.type === 'review') return { type: 'review', ...bound }
  if (about.type === 'statement') {
    const lines = decisions.filter((one) => one.revision === review.revision).flatMap(({ note }) => linesOf(note))
    if (lines.length > 0 && !lines.includes(about.line)) throw new AppError('BAD_INPUT', `No statement signed on revision ${review.revision} of ${about.review} has this line. Copy the whole line, such as “${lines[1] ?? lines[0]}”.`)
    if (lines.length === 0) throw new AppError('BAD_INPUT', `Nothing is signed on revision ${review.revision} of ${about.review} yet. Comment on the request itself.`)
    return { type: 'statement', ...bound, line: about.line }
  }
  const item = bundle.evidence.find(({ id }) => id === about.id)
  if (!item) throw new AppError('BAD_INPUT', `${about.review} has no evidence ${about.id}. It has: ${bundle.evidence.map(({ id }) => id).slice(-12).join(', ')}.`)
  return { type: 'evidence', ...bound, id: item.id, sha256: item.sha256 }
}

const linesOf = (note: string): string[] => (parseStatement(parseNote(note).text) ? parseNote(note).text.trimEnd().split('\n') : [])

function isCurrent({ reviews, documents }: CommentOptions, about: CommentAbout): boolean {
  if (about.type === 'document') return documents.get(about.document).sha256 === about.sha256
  const { review, bundle } = reviews.facts(about.review)
  if (about.type === 'evidence') return bundle.evidence.some(({ id, sha256 }) => id === about.id && sha256 === about.sha256)
  return review.revision === about.revision
}

