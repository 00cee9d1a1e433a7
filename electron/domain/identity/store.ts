import { asc, eq, sql } from 'drizzle-orm'
import type { Index } from '../../platform/sqlite.ts'
import { personRecord } from './schema.ts'

export type PersonRow = typeof personRecord.$inferSelect

export const readPeople = (index: Index): PersonRow[] => index.select().from(personRecord).orderBy(asc(personRecord.enrolledSeq)).all()

export const readPerson = (index: Index, email: string): PersonRow | undefined =>
  index.select().from(personRecord).where(eq(personRecord.email, email)).get()

type Later = 'revokedSeq' | 'revokedAt' | 'revokedBy' | 'revokedReason' | 'contactSeq' | 'contactId'

export function insertPerson(index: Index, row: Omit<PersonRow, Later>): void {
  index.insert(personRecord).values(row).onConflictDoNothing().run()
}

export function updateKey(index: Index, email: string, key: Pick<PersonRow, 'vkey' | 'fingerprint' | 'keyName' | 'keySince'>): void {
  index
    .update(personRecord)
    .set({ ...key, replacedKeys: sql`${personRecord.replacedKeys} + 1`, revokedSeq: null, revokedAt: null, revokedBy: null, revokedReason: null })
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

export function revokeKey(index: Index, email: string, revoked: Pick<PersonRow, 'revokedSeq' | 'revokedAt' | 'revokedBy' | 'revokedReason'>): void {
  index.update(personRecord).set(revoked).where(eq(personRecord.email, email)).run()
}

export function setContact(index: Index, email: string, contact: Pick<PersonRow, 'contactSeq' | 'contactId'>): void {
  index.update(personRecord).set(contact).where(eq(personRecord.email, email)).run()
}
