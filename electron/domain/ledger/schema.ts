import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One row an entry: what lists and filters need without opening the entry. */
export const entryRow = sqliteTable(
  'entry_row',
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    actor: text().notNull(),
    kind: text().notNull(),
    summary: text().notNull(),
    subject: text(),
  },
  (table) => [index('entry_row_kind').on(table.kind, table.seq), index('entry_row_actor').on(table.actor, table.seq), index('entry_row_subject').on(table.subject, table.seq)],
)

/** How far the records are folded: size and root (hexadecimal) of the tree they were folded from. */
export const folded = sqliteTable('folded', { id: integer().primaryKey(), size: integer().notNull(), root: text().notNull() })
