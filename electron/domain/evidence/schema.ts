import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Check, CheckChoices } from '../../../shared/contract/evidence.ts'
import type { HeldKind } from './held.ts'

/** What was fixed before a check ran; one without a check belongs to a run that ended before its result. */
export const checkDeclarationRecord = sqliteTable('check_declaration', {
  seq: integer().primaryKey(),
  kind: text().$type<Check['kind']>().notNull(),
  version: text().notNull(),
  manifestHash: text().notNull(),
  inputs: text({ mode: 'json' }).$type<Check['inputs']>().notNull(),
  scope: text({ mode: 'json' }).$type<string[]>().notNull(),
  /** Of kind, settings and roles of the files: what tells a check that is run again from another one. */
  settingsSha256: text().notNull(),
  held: text({ mode: 'json' }).$type<HeldKind[]>().notNull(),
  at: text().notNull(),
  by: text().notNull(),
})

export const checkRecord = sqliteTable(
  'check_record',
  {
    seq: integer().primaryKey(),
    declaredSeq: integer().notNull(),
    version: text().notNull(),
    verdict: text().$type<Check['verdict']>().notNull(),
    resultSha256: text().notNull(),
    rowsRead: integer().notNull(),
    rowsUsed: integer().notNull(),
    at: text().notNull(),
    by: text().notNull(),
  },
  (table) => [index('check_version').on(table.version)],
)

/** Every saving of a template; the newest of a name within its kind is the one that counts. */
export const checkTemplateRecord = sqliteTable('check_template', {
  seq: integer().primaryKey(),
  name: text().notNull(),
  kind: text().$type<Check['kind']>().notNull(),
  settings: text({ mode: 'json' }).$type<CheckChoices['settings']>().notNull(),
  at: text().notNull(),
  by: text().notNull(),
})
