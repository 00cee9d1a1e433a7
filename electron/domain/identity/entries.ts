import type { Folds, Summaries } from '../ledger/folds.ts'
import { countSignature, insertPerson, updateKey } from './store.ts'

type Kinds = 'person.enrolled/v1' | 'key.replaced/v1'

export const identityFolds: Folds<Kinds | 'decision/v1' | 'import/v1'> = {
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
  'decision/v1': ({ actor }, index) => countSignature(index, actor),
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
}

/** A verifier key is `name+id+key`; names have no plus sign. */
function toKeyName(vkey: string): string {
  return vkey.slice(0, vkey.indexOf('+'))
}
