import * as z from 'zod'
import { seq, sha256Hex } from '../ids.ts'
import { email, filePath, instant, line, passphrase, procedure, prose } from './procedure.ts'

export const role = z.enum([
  'data_scientist',
  'data_engineer',
  'software_engineer',
  'model_owner',
  'subject_matter_expert',
  'risk_sme',
  'compliance_reviewer',
  'legal_counsel',
  'validator',
  'final_approver',
  'auditor',
])
export type Role = z.infer<typeof role>

export const roleTitles: Record<Role, string> = {
  data_scientist: 'Data scientist',
  data_engineer: 'Data engineer',
  software_engineer: 'Software engineer',
  model_owner: 'Model owner',
  subject_matter_expert: 'Subject-matter expert',
  risk_sme: 'Risk expert',
  compliance_reviewer: 'Compliance reviewer',
  legal_counsel: 'Legal counsel',
  validator: 'Validator',
  final_approver: 'Final approver',
  auditor: 'Auditor',
}

/** How to reach somebody, beyond what signatures need. Kept as erasable data: the ledger holds a salted commitment to it. */
export const contact = z.object({ telephone: line(60).optional(), department: line(120).optional(), note: prose(1000).optional() })
export type Contact = z.infer<typeof contact>

export const newPerson = z.object({ name: line(120), email, roles: z
    .array(role)
    .min(1, 'choose at least one role')
    .transform((roles) => [...new Set(roles)]), passphrase, contact: contact.optional() })

const key = z.strictObject({ vkey: z.string(), fingerprint: z.string() })

export const identityEntries = {
  /** The first person enrols themselves; `note` is signed by the enroller's key and names the new key. */
  'person.enrolled/v1': z.strictObject({
    email: z.string(),
    name: z.string(),
    roles: z.array(role),
    key,
    note: z.string(),
  }),
  /** The old key signs nothing from here on; what it signed before stays valid. */
  'key.replaced/v1': z.strictObject({
    email: z.string(),
    previous: key,
    key,
    reason: z.string(),
    note: z.string(),
  }),
  /** The key signs nothing from here on; what it signed before stays valid. Signed by a second person, or by the key itself. */
  'key.revoked/v1': z.strictObject({ email: z.string(), key, reason: z.string(), note: z.string() }),
  /** The details are the entry's payload. */
  'contact.recorded/v1': z.strictObject({ email: z.string() }),
}

export const person = z.object({
  email: z.string(),
  name: z.string(),
  roles: z.array(role),
  fingerprint: z.string(),
  vkey: z.string(),
  keyName: z.string(),
  enrolledAt: instant,
  enrolledBy: z.string(),
  enrolledSeq: seq,
  keySince: seq,
  replacedKeys: z.number().int(),
  /** True where this computer holds the encrypted private key. */
  keyHere: z.boolean(),
  signatures: z.number().int(),
  /** Set while the person has no valid key. */
  revoked: z.object({ seq, at: instant, by: z.string(), reason: z.string() }).nullable().default(null),
  /** `seq`: the entry that committed to the details; `details` is null once they were erased. */
  contact: z.object({ seq, details: contact.nullable() }).nullable().default(null),
})
export type Person = z.infer<typeof person>

/** One key of a person: from when it signs, and what ended it. */
export const keyLife = z.object({
  fingerprint: z.string(),
  vkey: z.string(),
  since: z.object({ seq, at: instant, by: z.string() }),
  until: z.object({ seq, at: instant, by: z.string(), reason: z.string(), how: z.enum(['replaced', 'revoked']) }).nullable(),
})
export type KeyLife = z.infer<typeof keyLife>

/** A text that was handed out to be read; who signs names it by its digest, so that nothing else is signed than what was on screen. */
export const shownText = z.object({ text: z.string(), sha256: sha256Hex })
export type ShownText = z.infer<typeof shownText>

export const identityContract = {
  people: procedure.output(z.array(person)),
  /** Every key that a person had, the newest first. */
  keys: procedure.input(z.object({ email })).output(z.array(keyLife)),
  /** The fingerprint of a verifier key that is to be enrolled or to replace another, to compare with its owner. Refused where it can not be this person's. */
  readKey: procedure.input(z.object({ email, vkey: z.string().max(500) })).output(z.object({ fingerprint: z.string() })),
  /** Who acts in this window; null until somebody signed in. */
  current: procedure.output(person.nullable()),
  /** Proves the passphrase once and drops the key; later acts in this window carry this person's name. */
  signIn: procedure.input(z.object({ email, passphrase: z.string().max(1024) })).output(person),
  signOut: procedure.output(z.object({})),
  /** Somebody is at this window: a key was pressed or the pointer moved. Nothing else puts off the pause that signs out: a page also reads by itself. */
  attend: procedure.output(z.object({})),
  /** The acting person's passphrase signs the enrolment. */
  enrol: procedure.input(newPerson.extend({ signerPassphrase: z.string().max(1024) })).output(person),
  /** Enrols somebody whose private key is on another computer; the acting person compared the key's fingerprint and signs for it. */
  enrolKey: procedure.input(newPerson.omit({ passphrase: true }).extend({ vkey: z.string().max(500), signerPassphrase: z.string().max(1024) })).output(person),
  replaceKey: procedure
    .input(z.object({ email, reason: line(500), passphrase, signerPassphrase: z.string().max(1024) }))
    .output(person),
  /** The same for a new key that was made on another computer; the acting person compared its fingerprint and signs for it. */
  replaceKeyBy: procedure
    .input(z.object({ email, reason: line(500), vkey: z.string().max(500), signerPassphrase: z.string().max(1024) }))
    .output(person),
  /** New contact details in place of the old ones, which stay stored until they are redacted. */
  recordContact: procedure.input(z.object({ email, contact })).output(person),
  /** By a second person, or by the person themselves. The last valid key of a workspace can not be revoked. */
  revokeKey: procedure.input(z.object({ email, reason: line(500), passphrase: z.string().max(1024) })).output(person),
  /** Writes the acting person's key, encrypted as it is, to a file for their other computer. Their passphrase is proved first. */
  exportKey: procedure.input(z.object({ file: filePath, passphrase: z.string().max(1024) })).output(z.object({ file: z.string(), fingerprint: z.string() })),
  /** Takes a key file that its owner wrote on another computer: it must open, and be the key that is enrolled. */
  importKey: procedure.input(z.object({ file: filePath, passphrase: z.string().max(1024) })).output(person),
}
