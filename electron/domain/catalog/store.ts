import { and, asc, desc, eq, like, max, sql } from 'drizzle-orm'
import { parseRef, toRef } from '../../../shared/ids.ts'
import { createInsert, prepareOnce, type Index } from '../../platform/sqlite.ts'
import { assessmentRecord, datasetRecord, modelRecord, snapshotRecord, useCaseRecord, versionDataRecord, versionRecord } from './schema.ts'

export type UseCaseRow = typeof useCaseRecord.$inferSelect
export type AssessmentRow = typeof assessmentRecord.$inferSelect
export type DatasetRow = typeof datasetRecord.$inferSelect
export type SnapshotRow = typeof snapshotRecord.$inferSelect
export type ModelRow = typeof modelRecord.$inferSelect
export type VersionRow = typeof versionRecord.$inferSelect

export const insertUseCase = createInsert(useCaseRecord)
export const insertAssessment = createInsert(assessmentRecord)
export const insertDataset = createInsert(datasetRecord)
export const insertSnapshot = createInsert(snapshotRecord)
export const insertModel = createInsert(modelRecord)
export const insertVersion = createInsert(versionRecord)

const insertSnapshotOfVersion = createInsert(versionDataRecord)
export function insertVersionData(index: Index, version: string, snapshots: readonly string[]): void {
  for (const snapshot of snapshots) insertSnapshotOfVersion(index, { version, snapshot })
}

export const readUseCases = (index: Index): UseCaseRow[] => index.select().from(useCaseRecord).orderBy(asc(useCaseRecord.seq)).all()
const useCaseBySeq = prepareOnce((index) => index.select().from(useCaseRecord).where(eq(useCaseRecord.seq, sql.placeholder('seq'))).prepare())
export const readUseCase = (index: Index, seq: number): UseCaseRow | undefined => useCaseBySeq(index).get({ seq })

export function updateTier(index: Index, seq: number, tier: UseCaseRow['tier']): void {
  index.update(useCaseRecord).set({ tier }).where(eq(useCaseRecord.seq, seq)).run()
}

/** Of one use case, the newest first. */
export const readAssessments = (index: Index, useCase: number): AssessmentRow[] =>
  index.select().from(assessmentRecord).where(eq(assessmentRecord.useCase, useCase)).orderBy(desc(assessmentRecord.seq)).all()

const newestAssessment = prepareOnce((index) => index.select().from(assessmentRecord).where(eq(assessmentRecord.useCase, sql.placeholder('useCase'))).orderBy(desc(assessmentRecord.seq)).limit(1).prepare())
export const readNewestAssessment = (index: Index, useCase: number): AssessmentRow | undefined => newestAssessment(index).get({ useCase })

export const readDatasets = (index: Index): DatasetRow[] => index.select().from(datasetRecord).orderBy(asc(datasetRecord.name)).all()
export const readModels = (index: Index): ModelRow[] => index.select().from(modelRecord).orderBy(asc(modelRecord.name)).all()

const modelNames = prepareOnce((index) => index.select({ name: modelRecord.name }).from(modelRecord).where(eq(modelRecord.useCase, sql.placeholder('useCase'))).orderBy(asc(modelRecord.name)).prepare())
export const readModelNames = (index: Index, useCase: string): string[] => modelNames(index).all({ useCase }).map(({ name }) => name)

export const readDataset = (index: Index, name: string): DatasetRow | undefined =>
  index.select().from(datasetRecord).where(eq(datasetRecord.name, name)).get()

const modelByName = prepareOnce((index) => index.select().from(modelRecord).where(eq(modelRecord.name, sql.placeholder('name'))).prepare())
export const readModel = (index: Index, name: string): ModelRow | undefined => modelByName(index).get({ name })

export const readSnapshots = (index: Index, dataset: string): SnapshotRow[] =>
  index.select().from(snapshotRecord).where(eq(snapshotRecord.dataset, dataset)).orderBy(desc(snapshotRecord.number)).all()

export const readVersionsOf = (index: Index, manifestHash: string): VersionRow[] => index.select().from(versionRecord).where(eq(versionRecord.manifestHash, manifestHash)).all()

/** Versions made from a run, the newest first. */
export const readVersionsFrom = (index: Index, run: string): VersionRow[] => index.select().from(versionRecord).where(eq(versionRecord.run, run)).orderBy(desc(versionRecord.seq)).all()
export const readVersionsFor = (index: Index, registered: string): VersionRow[] => index.select().from(versionRecord).where(eq(versionRecord.registered, registered)).orderBy(desc(versionRecord.seq)).all()

const versionsOf = prepareOnce((index) => index.select().from(versionRecord).where(eq(versionRecord.model, sql.placeholder('model'))).orderBy(desc(versionRecord.number)).prepare())
/** Of one model, the newest first. */
export const readVersions = (index: Index, model: string): VersionRow[] => versionsOf(index).all({ model })

const snapshotByRef = prepareOnce((index) => index.select().from(snapshotRecord).where(and(eq(snapshotRecord.dataset, sql.placeholder('name')), eq(snapshotRecord.number, sql.placeholder('number')))).prepare())
export function readSnapshot(index: Index, ref: string): SnapshotRow | undefined {
  const { name, number } = parseRef(ref)
  return snapshotByRef(index).get({ name, number })
}

const versionByRef = prepareOnce((index) => index.select().from(versionRecord).where(and(eq(versionRecord.model, sql.placeholder('name')), eq(versionRecord.number, sql.placeholder('number')))).prepare())
export function readVersion(index: Index, ref: string): VersionRow | undefined {
  const { name, number } = parseRef(ref)
  return versionByRef(index).get({ name, number })
}

export function readNextVersionNumber(index: Index, model: string): number {
  const newest = index
    .select({ number: max(versionRecord.number) })
    .from(versionRecord)
    .where(eq(versionRecord.model, model))
    .get()
  return (newest?.number ?? 0) + 1
}

/** Versions that name any snapshot of the dataset. */
export function readUsers(index: Index, dataset: string): string[] {
  const rows = index
    .selectDistinct({ version: versionDataRecord.version })
    .from(versionDataRecord)
    .where(like(versionDataRecord.snapshot, `${dataset.replaceAll(/[%_]/g, '\\$&')}@%`))
    .all()
  // A dataset's name may itself hold characters that LIKE would match loosely.
  return rows.map((row) => row.version).toSorted()
}

export const versionRefOf = (row: VersionRow): string => toRef(row.model, row.number)
export const snapshotRefOf = (row: SnapshotRow): string => toRef(row.dataset, row.number)
