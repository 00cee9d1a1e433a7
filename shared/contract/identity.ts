import * as z from 'zod'
import { seq } from '../ids.ts'
import { email, instant, line, procedure, prose } from './procedure.ts'

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

export const passphrase = z
  .string()
  .min(8, 'a passphrase has at least 8 characters; it can not be recovered, so choose one you will remember')
  .max(1024)

export const newPerson = z.object({ name: line(120), email, roles: z.array(role).min(1, 'choose at least one role'), passphrase })

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
})
export type Person = z.infer<typeof person>

export const identityContract = {
  people: procedure.output(z.array(person)),
  /** Who acts in this window; null until somebody signed in. */
  current: procedure.output(person.nullable()),
  /** Proves the passphrase once and drops the key; later acts in this window carry this person's name. */
  signIn: procedure.input(z.object({ email, passphrase: z.string().max(1024) })).output(person),
  signOut: procedure.output(z.object({})),
  /** The acting person's passphrase signs the enrolment. */
  enrol: procedure.input(newPerson.extend({ signerPassphrase: z.string().max(1024) })).output(person),
  replaceKey: procedure
    .input(z.object({ email, reason: prose(500).pipe(z.string().min(1, 'say why the key is replaced')), passphrase, signerPassphrase: z.string().max(1024) }))
    .output(person),
}
