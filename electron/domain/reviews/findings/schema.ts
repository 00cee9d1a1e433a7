import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Finding } from '../../../../shared/contract/findings.ts'

export const findingRecord = sqliteTable(
  'finding',
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    by: text().notNull(),
    openedAs: text().$type<Finding['openedAs']>().notNull(),
    version: text().notNull(),
    about: text({ mode: 'json' }).$type<Finding['about']>().notNull(),
    review: text(),
    severity: text().$type<Finding['severity']>().notNull(),
    ratings: text({ mode: 'json' }).$type<Finding['ratings']>().notNull(),
    proposed: text({ mode: 'json' }).$type<Finding['proposed']>(),
    title: text().notNull(),
    text: text().notNull(),
    owner: text().notNull(),
    due: text(),
    extensions: integer().notNull(),
    repeats: text(),
    state: text().$type<Finding['state']>().notNull(),
    remediation: text({ mode: 'json' }).$type<Finding['remediation']>(),
    closure: text({ mode: 'json' }).$type<Finding['closure']>(),
    acts: text({ mode: 'json' }).$type<Finding['acts']>().notNull(),
  },
  (table) => [index('finding_version').on(table.version)],
)
