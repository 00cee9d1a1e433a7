import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { DataUseHow, TestSetSeal } from '../../../../shared/contract/test-sets.ts'

/** Every act that had to do with known bytes, whether they are sealed or not: a set may be sealed later. One row an entry and digest. */
export const dataUseRecord = sqliteTable(
  'data_use',
  {
    seq: integer().notNull(),
    sha256: text().notNull(),
    at: text().notNull(),
    by: text().notNull(),
    how: text().$type<DataUseHow>().notNull(),
    roles: text({ mode: 'json' }).$type<string[]>().notNull(),
    version: text(),
    run: text(),
    person: text(),
    detail: text().notNull(),
    /** What the act was about: the data of a check, or the set whose rows that data holds. */
    main: integer({ mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.seq, table.sha256] }), index('data_use_sha256').on(table.sha256)],
)

export const testSetRecord = sqliteTable(
  'test_set',
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    by: text().notNull(),
    snapshot: text().notNull(),
    sha256: text().notNull(),
    purpose: text().notNull(),
    custodian: text().notNull(),
    users: text({ mode: 'json' }).$type<string[]>().notNull(),
    model: text(),
    split: text({ mode: 'json' }).$type<TestSetSeal['split']>().notNull(),
  },
  (table) => [index('test_set_sha256').on(table.sha256)],
)
