import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const reportRecord = sqliteTable(
  'report',
  {
    seq: integer().primaryKey(),
    version: text().notNull(),
    fileName: text().notNull(),
    sha256: text().notNull(),
    bytes: integer().notNull(),
    asOfSize: integer().notNull(),
    at: text().notNull(),
    by: text().notNull(),
  },
  (table) => [index('report_version').on(table.version)],
)
