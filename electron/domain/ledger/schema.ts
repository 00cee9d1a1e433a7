import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One row an entry: what a list shows without opening the entry. */
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
  (table) => [index('entry_row_subject').on(table.subject, table.seq)],
)

/** Every kind and every actor by number, with how many entries they have: numbers follow the order of first appearance. */
export const entryKind = sqliteTable('entry_kind', { id: integer().primaryKey(), value: text().notNull().unique(), count: integer().notNull() })
export const entryActor = sqliteTable('entry_actor', { id: integer().primaryKey(), value: text().notNull().unique(), count: integer().notNull() })

/**
 * What filters look through: 1,024 entries a row, so that a million are looked through in a moment. Written once, when the
 * last of its entries is folded; the entries since then are looked at in entry_row. Numbers are 32 bits, little-endian.
 */
export const entryBlock = sqliteTable('entry_block', {
  /** The first of its entries. */
  seq: integer().primaryKey(),
  /** Number of the kind and number of the actor, entry by entry. */
  names: blob({ mode: 'buffer' }).notNull(),
  /** Where the line of each entry ends in `texts`. */
  ends: blob({ mode: 'buffer' }).notNull(),
  /** A line an entry: summary and subject in the form in which they are searched: entry-blocks.ts. */
  texts: text().notNull(),
})

/** How far the records are folded: size and root (hexadecimal) of the tree they were folded from. */
export const folded = sqliteTable('folded', { id: integer().primaryKey(), size: integer().notNull(), root: text().notNull() })
