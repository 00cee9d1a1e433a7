import * as z from 'zod'
import { commentId, documentId, reviewId, seq, sha256Hex } from '../ids.ts'
import { instant, line, procedure, prose } from './procedure.ts'
import { itemAct } from './review-item.ts'

/** The exact thing that a comment speaks of: it never slides to another revision, text or file. */
export const commentAbout = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('review'), review: reviewId, revision: z.number().int().positive() }),
  /** One line of the statement that is or was signed on this revision. */
  z.strictObject({ type: z.literal('statement'), review: reviewId, revision: z.number().int().positive(), line: z.string() }),
  z.strictObject({ type: z.literal('evidence'), review: reviewId, revision: z.number().int().positive(), id: z.string(), sha256: sha256Hex }),
  z.strictObject({ type: z.literal('document'), document: documentId, number: z.number().int().positive(), sha256: sha256Hex }),
])
export type CommentAbout = z.infer<typeof commentAbout>

export const commentEntries = {
  /** A reply is about what its thread is about. */
  'comment.added/v1': z.strictObject({ about: commentAbout, text: z.string(), replyTo: commentId.nullable() }),
  'comment.resolved/v1': z.strictObject({ comment: commentId, note: z.string() }),
}

const comment = z.object({ id: commentId, seq, at: instant, by: z.string(), name: z.string(), text: z.string() })

/** One comment with its replies in their order. */
export const commentThread = comment.extend({
  about: commentAbout,
  /** False where the thing that it speaks of is no longer the current one: it stays, and says so. */
  current: z.boolean(),
  replies: z.array(comment),
  resolved: z.object({ seq, at: instant, by: z.string(), note: z.string() }).nullable(),
  acts: z.array(itemAct),
  mayResolve: z.boolean(),
})
export type CommentThread = z.infer<typeof commentThread>

const text = prose(4000).pipe(z.string().min(1, 'must not be empty'))

export const commentsContract = {
  list: procedure.input(z.object({ review: reviewId.optional(), document: documentId.optional(), open: z.boolean().default(false) })).output(z.array(commentThread)),
  /** `number` is the version of the document; left out: the newest. Bound to the bytes as they are now. */
  add: procedure
    .input(
      z.object({
        about: z.discriminatedUnion('type', [
          z.object({ type: z.literal('review'), review: reviewId }),
          z.object({ type: z.literal('statement'), review: reviewId, line: line(700) }),
          z.object({ type: z.literal('evidence'), review: reviewId, id: z.string().max(200) }),
          z.object({ type: z.literal('document'), document: documentId, number: z.number().int().positive().optional() }),
        ]),
        text,
      }),
    )
    .output(commentThread),
  reply: procedure.input(z.object({ id: commentId, text })).output(commentThread),
  resolve: procedure.input(z.object({ id: commentId, note: line(500) })).output(commentThread),
}
