import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Role } from '../../../shared/contract/identity.ts'

export const personRecord = sqliteTable('person', {
  email: text().primaryKey(),
  name: text().notNull(),
  roles: text({ mode: 'json' }).$type<Role[]>().notNull(),
  vkey: text().notNull(),
  fingerprint: text().notNull(),
  keyName: text().notNull(),
  enrolledAt: text().notNull(),
  enrolledBy: text().notNull(),
  enrolledSeq: integer().notNull(),
  keySince: integer().notNull(),
  replacedKeys: integer().notNull(),
  signatures: integer().notNull(),
  revokedSeq: integer(),
  revokedAt: text(),
  revokedBy: text(),
  revokedReason: text(),
  contactSeq: integer(),
  /** The commitment alone: the details stay in the ledger's erasable part and are never copied into the records. */
  contactId: text(),
})
