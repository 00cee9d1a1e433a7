import { asc, eq } from 'drizzle-orm'
import { createInsert, type Index } from '../../../platform/sqlite.ts'
import { artefactObservationRecord } from './schema.ts'

export type ObservationRow = typeof artefactObservationRecord.$inferSelect

export const insertObservation = createInsert(artefactObservationRecord)

/** In order of their entries. */
export const readObservations = (index: Index, version: string): ObservationRow[] =>
  index.select().from(artefactObservationRecord).where(eq(artefactObservationRecord.version, version)).orderBy(asc(artefactObservationRecord.seq)).all()
