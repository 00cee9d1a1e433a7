import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Challenge } from '../../../../shared/contract/challenges.ts'

export const challengeRecord = sqliteTable(
  'challenge',
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    by: text().notNull(),
    review: integer().notNull(),
    revision: integer().notNull(),
    area: text().$type<Challenge['area']>().notNull(),
    text: text().notNull(),
    state: text().$type<Challenge['state']>().notNull(),
    answers: text({ mode: 'json' }).$type<Challenge['answers']>().notNull(),
    closed: text({ mode: 'json' }).$type<Challenge['closed']>(),
    decided: text({ mode: 'json' }).$type<Challenge['decided']>(),
    acts: text({ mode: 'json' }).$type<Challenge['acts']>().notNull(),
  },
  (table) => [index('challenge_review').on(table.review)],
)
