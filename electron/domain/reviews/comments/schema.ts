import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { CommentAbout, CommentThread } from '../../../../shared/contract/comments.ts'

export const commentRecord = sqliteTable(
  'comment',
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    by: text().notNull(),
    about: text({ mode: 'json' }).$type<CommentAbout>().notNull(),
    /** The review or document, to find it by. */
    subject: text().notNull(),
    text: text().notNull(),
    /** The comment that began the thread; null for that one itself. */
    thread: integer(),
    resolved: text({ mode: 'json' }).$type<CommentThread['resolved']>(),
    acts: text({ mode: 'json' }).$type<CommentThread['acts']>().notNull(),
  },
  (table) => [index('comment_subject').on(table.subject), index('comment_thread').on(table.thread)],
)
