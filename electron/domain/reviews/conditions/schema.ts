import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Condition } from '../../../../shared/contract/conditions.ts'
import type { ConditionTerms } from '../../../../shared/contract/reviews.ts'

export const conditionRecord = sqliteTable(
  'condition',
  {
    seq: integer().primaryKey(),
    review: integer().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    terms: text({ mode: 'json' }).$type<ConditionTerms>().notNull(),
    due: text().notNull(),
    state: text().$type<Condition['state']>().notNull(),
    met: text({ mode: 'json' }).$type<Condition['met']>(),
    accepted: text({ mode: 'json' }).$type<Condition['accepted']>(),
    acts: text({ mode: 'json' }).$type<Condition['acts']>().notNull(),
  },
  (table) => [index('condition_review').on(table.review)],
)
