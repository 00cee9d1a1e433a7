import { asc, eq, sql } from 'drizzle-orm'
import type { Index } from '../../platform/sqlite.ts'
import { personRecord } from './schema.ts'

export type PersonRow = typeof personRecord.$inferSelect

export const readPeople = (index: Index): PersonRow[] => index.select().from(personRecord).orderBy(asc(personRecord.enrolledSeq)).all()

export const readPerson = (index: Index, email: string): PersonRow | undefined =>
  index.select().from(personRecord).where(eq(personRecord.email, email)).get()

export function insertPerson(index: Index, row: PersonRow): void {
  index.insert(personRecord).values(row).onConflictDoNothing().run()
}

export function updateKey(index: Index, email: string, key: Pick<PersonRow, 'vkey' | 'fingerprint' | 'keyName' | 'keySince'>): void {
  index
    .update(personRecord)
    .set({ ...key, replacedKeys: sql`${personRecord.replacedKeys} + 1` })
    .where(eq(personRecord.email, email))
    .run()
}

export function countSignature(index: Index, email: string): void {
  index
    .update(personRecord)
    .set({ signatures: sql`${personRecord.signatures} + 1` })
    .where(eq(personRecord.email, email))
    .run()
}
