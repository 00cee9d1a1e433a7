import { and, asc, desc, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm'
import { createInsert, type Index } from '../../platform/sqlite.ts'
import { experimentRecord, registeredModelRecord, registeredVersionRecord, runDataRecord, runRecord, runSealRecord } from './schema.ts'

export type ExperimentRow = typeof experimentRecord.$inferSelect
export type RunRecord = typeof runRecord.$inferSelect
export type SealRow = typeof runSealRecord.$inferSelect
export type RegisteredModelRow = typeof registeredModelRecord.$inferSelect
export type RegisteredVersionRow = typeof registeredVersionRecord.$inferSelect

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
/** Runs that were sealed by one of these descriptions. */
export const readRunsSealedAs = (index: Index, digests: readonly string[]): string[] => [...new Set(index.select({ run: runSealRecord.run }).from(runSealRecord).where(inArray(runSealRecord.sha256, [...digests])).all().map(({ run }) => run))]
export const readSeal = (index: Index, seq: number): SealRow | undefined => index.select().from(runSealRecord).where(eq(runSealRecord.seq, seq)).get()
/** Newest seals after an entry, oldest first. */
export const readSealedAfter = (index: Index, seq: number): { id: string; seq: number }[] =>
  index
    .select({ id: runRecord.id, seq: runRecord.sealedSeq })
    .from(runRecord)
    .where(and(isNotNull(runRecord.sealedSeq), gt(runRecord.sealedSeq, seq)))
    .orderBy(asc(runRecord.sealedSeq))
    .all() as { id: string; seq: number }[]

export const hasSeals = (index: Index): boolean => index.select({ seq: runSealRecord.seq }).from(runSealRecord).limit(1).get() !== undefined

export const insertRunData = createInsert(runDataRecord)
/** Uses of these bytes by the newest seal of each run, newest first. */
export const readUses = (index: Index, sha256s: readonly string[]): { seal: number; run: string; role: string; sha256: string }[] =>
  index
    .select({ seal: runDataRecord.seal, run: runDataRecord.run, role: runDataRecord.role, sha256: runDataRecord.sha256 })
    .from(runDataRecord)
    .innerJoin(runRecord, and(eq(runRecord.id, runDataRecord.run), eq(runRecord.sealedSeq, runDataRecord.seal)))
    .where(inArray(runDataRecord.sha256, [...sha256s]))
    .orderBy(desc(runDataRecord.seal))
    .all()

export const insertRegisteredModel = createInsert(registeredModelRecord)
export const updateRegisteredModel = (index: Index, name: string, changes: Partial<RegisteredModelRow>): void => void index.update(registeredModelRecord).set(changes).where(eq(registeredModelRecord.name, name)).run()
export const deleteRegisteredModel = (index: Index, name: string): void => void index.delete(registeredModelRecord).where(eq(registeredModelRecord.name, name)).run()
export const readRegisteredModels = (index: Index): RegisteredModelRow[] => index.select().from(registeredModelRecord).orderBy(asc(registeredModelRecord.name)).all()

export const insertRegisteredVersion = createInsert(registeredVersionRecord)
export const updateRegisteredVersion = (index: Index, seq: number, changes: Partial<RegisteredVersionRow>): void => void index.update(registeredVersionRecord).set(changes).where(eq(registeredVersionRecord.seq, seq)).run()
/** Those that stand: a name that was removed may be given again. */
const standing = (model: string) => and(eq(registeredVersionRecord.model, model), isNull(registeredVersionRecord.removedSeq))
export const renameRegisteredVersions = (index: Index, model: string, to: string): void => void index.update(registeredVersionRecord).set({ model: to }).where(standing(model)).run()
export const removeRegisteredVersions = (index: Index, model: string, number: number | null, removedSeq: number): void =>
  void index
    .update(registeredVersionRecord)
    .set({ removedSeq })
    .where(number === null ? standing(model) : and(standing(model), eq(registeredVersionRecord.number, number)))
    .run()
export const readStandingVersion = (index: Index, model: string, number: number): RegisteredVersionRow | undefined => index.select().from(registeredVersionRecord).where(and(standing(model), eq(registeredVersionRecord.number, number))).get()
/** Newest first, removed ones too. */
export const readRegisteredVersions = (index: Index): RegisteredVersionRow[] => index.select().from(registeredVersionRecord).orderBy(desc(registeredVersionRecord.seq)).all()
