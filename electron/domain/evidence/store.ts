import { and, desc, eq, lt, sql, type SQL } from 'drizzle-orm'
import { createInsert, prepareOnce, type Index } from '../../platform/sqlite.ts'
import { checkDeclarationRecord, checkRecord, checkTemplateRecord } from './schema.ts'

export type DeclarationRow = typeof checkDeclarationRecord.$inferSelect
export type CheckRow = { check: typeof checkRecord.$inferSelect; declaration: DeclarationRow }

export const insertDeclaration = createInsert(checkDeclarationRecord)
export const insertCheck = createInsert(checkRecord)
export const insertTemplate = createInsert(checkTemplateRecord)

const select = (where?: SQL) =>
  prepareOnce((index) =>
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
      .where(where)
      .orderBy(desc(checkRecord.seq))
      .prepare(),
  )
const [every, ofVersion, bySeq] = [select(), select(eq(checkRecord.version, sql.placeholder('version'))), select(eq(checkRecord.seq, sql.placeholder('seq')))]

/** Newest first. A result without an earlier declaration for the same version (only a forged ledger has one) is no check. */
export function readChecks(index: Index, { version, seq }: { version?: string | undefined; seq?: number }): CheckRow[] {
  if (seq !== undefined) return bySeq(index).all({ seq })
  return version === undefined ? every(index).all() : ofVersion(index).all({ version })
}

/** Newest first, with those that were replaced. */
export const readTemplates = (index: Index): (typeof checkTemplateRecord.$inferSelect)[] => index.select().from(checkTemplateRecord).orderBy(desc(checkTemplateRecord.seq)).all()
