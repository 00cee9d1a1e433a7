import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Delegation } from '../../../../shared/contract/delegations.ts'
import type { PolicyRef } from '../../../../shared/contract/policies.ts'

export const delegationRecord = sqliteTable('delegation', {
  seq: integer().primaryKey(),
  at: text().notNull(),
  from: text().notNull(),
  to: text().notNull(),
  meanings: text({ mode: 'json' }).$type<Delegation['meanings']>().notNull(),
  model: text(),
  until: text().notNull(),
  reason: text().notNull(),
  policy: text({ mode: 'json' }).$type<PolicyRef>().notNull(),
  note: text().notNull(),
  acceptedSeq: integer(),
  ended: text({ mode: 'json' }).$type<{ seq: number; how: 'revoked' | 'declined' | 'given_back' }>(),
  acts: text({ mode: 'json' }).$type<Delegation['acts']>().notNull(),
})
