import type { CommentRow } from './store.ts'

/** Whoever began the thread, or who answers for the model, puts it to rest; nothing of it goes away. */
export function whyNotResolve(thread: CommentRow, email: string, owner: string | null): string | null {
  if (thread.thread !== null) return `M-${thread.seq} is a reply; resolve the comment that it belongs to, M-${thread.thread}.`
  if (thread.resolved !== null) return `M-${thread.seq} is resolved already.`
  return email === thread.by || email === owner ? null : `M-${thread.seq} is resolved by ${thread.by}, who wrote it${owner === null ? '' : `, or by ${owner}, who answers for the model`}.`
}

export function whyNotReply(thread: CommentRow): string | null {
  return thread.resolved === null ? null : `M-${thread.seq} is resolved; write a new comment.`
}
