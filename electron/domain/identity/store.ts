import { asc, eq, sql } from 'drizzle-orm'
import { prepareOnce, type Index } from '../../platform/sqlite.ts'
import { personRecord } from './schema.ts'

export type PersonRow = typeof personRecord.$inferSelect

const everyone = prepareOnce((index) => index.select().from(personRecord).orderBy(asc(personRecord.enrolledSeq)).prepare())
export const readPeople = (index: Index): PersonRow[] => everyone(index).all()

const byEmail = prepareOnce((index) => index.select().from(personRecord).where(eq(personRecord.email, sql.placeholder('email'))).prepare())
export const readPerson = (index: Index, email: string): PersonRow | undefined => byEmail(index).get({ email })

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
