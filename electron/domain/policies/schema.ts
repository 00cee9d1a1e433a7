import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Policy, PolicyRef } from '../../../shared/contract/policies.ts'

export const policyRecord = sqliteTable(
  'policy',
  {
    id: text().notNull(),
    version: integer().notNull(),
    sha256: text().notNull(),
    policy: text({ mode: 'json' }).$type<Policy>().notNull(),
    seq: integer().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    /** The entry that proposed it; null where the workspace was founded under it. */
    proposedSeq: integer(),
  },
  (table) => [primaryKey({ columns: [table.id, table.version] })],
)

export const proposalRecord = sqliteTable('policy_proposal', {
  seq: integer().primaryKey(),
  at: text().notNull(),
  by: text().notNull(),
  policy: text({ mode: 'json' }).$type<Policy>().notNull(),
  sha256: text().notNull(),
  replaces: text({ mode: 'json' }).$type<PolicyRef>().notNull(),
  reason: text().notNull(),
  note: text().notNull(),
  confirmedSeq: integer(),
  confirmedAt: text(),
  confirmedBy: text(),
  confirmedNote: text(),
  withdrawnSeq: integer(),
  withdrawnAt: text(),
  withdrawnBy: text(),
  withdrawnReason: text(),
})
