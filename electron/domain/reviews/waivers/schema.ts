import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Waiver } from '../../../../shared/contract/waivers.ts'

export const waiverRecord = sqliteTable(
  'waiver',
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    by: text().notNull(),
    version: text().notNull(),
    useCase: text().notNull(),
    manifestHash: text().notNull(),
    type: text().$type<Waiver['type']>().notNull(),
    deviation: text({ mode: 'json' }).$type<Waiver['deviation']>().notNull(),
    reason: text().notNull(),
    control: text(),
    owner: text().notNull(),
    until: text().notNull(),
    tier: integer().$type<Waiver['tier']>().notNull(),
    policy: text({ mode: 'json' }).$type<Waiver['policy']>().notNull(),
    granted: text({ mode: 'json' }).$type<Waiver['granted']>(),
    closed: text({ mode: 'json' }).$type<Waiver['closed']>(),
    acts: text({ mode: 'json' }).$type<Waiver['acts']>().notNull(),
  },
  (table) => [index('waiver_version').on(table.version)],
)
