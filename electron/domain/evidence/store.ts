import { and, desc, eq, lt } from 'drizzle-orm'
import { createInsert } from '../../platform/sqlite.ts'
import type { Index } from '../../platform/sqlite.ts'
import { checkDeclarationRecord, checkRecord, checkTemplateRecord } from './schema.ts'

export type DeclarationRow = typeof checkDeclarationRecord.$inferSelect
export type CheckRow = { check: typeof checkRecord.$inferSelect; declaration: DeclarationRow }

export const insertDeclaration = createInsert(checkDeclarationRecord)
export const insertCheck = createInsert(checkRecord)
export const insertTemplate = createInsert(checkTemplateRecord)

/** Newest first. A result without an earlier declaration for the same version (only a forged ledger has one) is no check. */
export const readChecks = (index: Index, filter: { version?: string | undefined; seq?: number }): CheckRow[] =>
  index
    .select({ check: checkRecord, declaration: checkDeclarationRecord })
    .from(checkRecord)
    .innerJoin(
      checkDeclarationRecord,
      and(
        eq(checkDeclarationRecord.seq, checkRecord.declaredSeq),
        eq(checkDeclarationRecord.version, checkRecord.version),
        lt(checkDeclarationRecord.seq, checkRecord.seq),
      ),
    )
    .where(
      and(
        filter.version === undefined ? undefined : eq(checkRecord.version, filter.version),
        filter.seq === undefined ? undefined : eq(checkRecord.seq, filter.seq),
      ),
    )
    .orderBy(desc(checkRecord.seq))
    .all()

/** Newest first, with those that were replaced. */
export const readTemplates = (index: Index): (typeof checkTemplateRecord.$inferSelect)[] => index.select().from(checkTemplateRecord).orderBy(desc(checkTemplateRecord.seq)).all()
