import { and, asc, desc, eq, gt, isNotNull } from 'drizzle-orm'
import { createInsert, type Index } from '../../platform/sqlite.ts'
import { experimentRecord, runRecord, runSealRecord } from './schema.ts'

export type ExperimentRow = typeof experimentRecord.$inferSelect
export type RunRecord = typeof runRecord.$inferSelect
export type SealRow = typeof runSealRecord.$inferSelect

export const insertExperiment = createInsert(experimentRecord)
export const updateExperiment = (index: Index, id: string, changes: Partial<ExperimentRow>): void => void index.update(experimentRecord).set(changes).where(eq(experimentRecord.id, id)).run()
export const readExperiment = (index: Index, id: string): ExperimentRow | undefined => index.select().from(experimentRecord).where(eq(experimentRecord.id, id)).get()
export const readExperimentByName = (index: Index, name: string): ExperimentRow | undefined => index.select().from(experimentRecord).where(eq(experimentRecord.name, name)).get()
export const readExperiments = (index: Index): ExperimentRow[] => index.select().from(experimentRecord).orderBy(desc(experimentRecord.seq)).all()

export const insertRun = createInsert(runRecord)
export const updateRun = (index: Index, id: string, changes: Partial<RunRecord>): void => void index.update(runRecord).set(changes).where(eq(runRecord.id, id)).run()
export const readRunRecord = (index: Index, id: string): RunRecord | undefined => index.select().from(runRecord).where(eq(runRecord.id, id)).get()

export const insertSeal = createInsert(runSealRecord)
/** Newest first. */
export const readSeals = (index: Index, run: string): SealRow[] => index.select().from(runSealRecord).where(eq(runSealRecord.run, run)).orderBy(desc(runSealRecord.seq)).all()
export const readSeal = (index: Index, seq: number): SealRow | undefined => index.select().from(runSealRecord).where(eq(runSealRecord.seq, seq)).get()
/** Newest seals after an entry, oldest first. */
export const readSealedAfter = (index: Index, seq: number): { id: string; seq: number }[] =>
  index
    .select({ id: runRecord.id, seq: runRecord.sealedSeq })
    .from(runRecord)
    .where(and(isNotNull(runRecord.sealedSeq), gt(runRecord.sealedSeq, seq)))
    .orderBy(asc(runRecord.sealedSeq))
    .all() as { id: string; seq: number }[]
