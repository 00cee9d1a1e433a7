import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { OrganisationRole } from '../../../shared/contract/frameworks.ts'

export const frameworkScopeRecord = sqliteTable('framework_scope', {
  seq: integer().primaryKey(),
  at: text().notNull(),
  by: text().notNull(),
  frameworks: text({ mode: 'json' }).$type<string[]>().notNull(),
  roles: text({ mode: 'json' }).$type<OrganisationRole[]>().notNull(),
  reason: text().notNull(),
})

/** What people signed of controls and of evidence that there was none of; nothing replaces a row. */
export const controlMarkRecord = sqliteTable(
  'control_mark',
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    by: text().notNull(),
    act: text().$type<'confirm' | 'not-applicable'>().notNull(),
    framework: text().notNull(),
    control: text().notNull(),
    version: text().notNull(),
    manifestHash: text().notNull(),
    /** Null where no evidence is spoken of. */
    evidenceHash: text(),
    reason: text().notNull(),
  },
  (table) => [index('control_mark_version').on(table.version)],
)

export const nilRecord = sqliteTable(
  'evidence_nil',
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    by: text().notNull(),
    role: text().notNull(),
    kind: text().notNull(),
    version: text().notNull(),
    manifestHash: text().notNull(),
    from: text().notNull(),
    until: text().notNull(),
    reason: text().notNull(),
    /** Of the signed text. */
    sha256: text().notNull(),
  },
  (table) => [index('evidence_nil_version').on(table.version)],
)
