import type { Folds, Summaries } from '../ledger/folds.ts'
import { countSignature, insertPerson, revokeKey, setContact, updateKey } from './store.ts'

type Kinds = 'person.enrolled/v1' | 'key.replaced/v1' | 'key.revoked/v1' | 'contact.recorded/v1'

export const identityFolds: Folds<Kinds | 'decision/v1' | 'policy.proposed/v1' | 'policy.confirmed/v1' | 'import/v1'> = {
  'person.enrolled/v1': ({ actor, at, seq, body }, index) => {
    insertPerson(index, {
      email: body.email,
      name: body.name,
      roles: body.roles,
      ...body.key,
      keyName: toKeyName(body.key.vkey),
      enrolledAt: at,
      enrolledBy: actor,
      enrolledSeq: seq,
      keySince: seq,
      replacedKeys: 0,
      signatures: 0,
    })
  },
  'key.replaced/v1': ({ seq, body }, index) => {
    updateKey(index, body.email, { ...body.key, keyName: toKeyName(body.key.vkey), keySince: seq })
  },
  'key.revoked/v1': ({ actor, at, seq, body }, index) => {
    revokeKey(index, body.email, { revokedSeq: seq, revokedAt: at, revokedBy: actor, revokedReason: body.reason })
  },
  'contact.recorded/v1': ({ seq, body, payload }, index) => setContact(index, body.email, { contactSeq: seq, contactId: payload?.[0] ?? null }),
  'decision/v1': ({ actor }, index) => countSignature(index, actor),
  'policy.proposed/v1': ({ actor }, index) => countSignature(index, actor),
  'policy.confirmed/v1': ({ actor }, index) => countSignature(index, actor),
  'import/v1': ({ body }, index) => {
    if ('answer' in body) countSignature(index, body.answer.signer)
  },
}

export const identitySummaries: Summaries<Kinds> = {
  'person.enrolled/v1': ({ actor, body }) => ({
    summary: actor === body.email ? `${body.name} founded the workspace` : `${body.name} enrolled by ${actor}`,
    subject: body.email,
  }),
  'key.replaced/v1': ({ actor, body }) => ({ summary: `New key for ${body.email} by ${actor}: ${body.reason}`, subject: body.email }),
  'key.revoked/v1': ({ actor, body }) => ({ summary: `Key of ${body.email} revoked by ${actor}: ${body.reason}`, subject: body.email }),
  'contact.recorded/v1': ({ actor, body }) => ({ summary: `Contact details of ${body.email} recorded by ${actor}`, subject: body.email }),
}

/** A verifier key is `name+id+key`; names have no plus sign. */
function toKeyName(vkey: string): string {
  return vkey.slice(0, vkey.indexOf('+'))
}
