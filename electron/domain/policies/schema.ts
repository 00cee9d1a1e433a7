import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Policy } from '../../../shared/contract/policies.ts'

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
  },
  (table) => [primaryKey({ columns: [table.id, table.version] })],
)
