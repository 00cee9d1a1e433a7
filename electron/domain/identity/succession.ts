import { emptyRoot, hashToBytes } from '../../tlog/tree.ts'
import type { EntryDraft } from '../ledger/service.ts'
import { toEnrolmentText } from './statements.ts'
import type { Signer } from './service.ts'

/** Enrols somebody of a ledger in its successor, under the key they have. Signed over the empty tree, as a founder signs. */
export function toCarriedEnrolment({ person, signer, origin, at }: { person: Signer['person']; signer: Signer; origin: string; at: string }): EntryDraft {
  const { name, email, roles, vkey, fingerprint } = person
  const text = toEnrolmentText({ person: { name, email, roles, vkey }, signer: signer.person, signedAt: at, ledger: { origin, size: 0, root: hashToBytes(emptyRoot) } })
  return { kind: 'person.enrolled/v1', body: { email, name, roles, key: { vkey, fingerprint }, note: signer.signNote(text) } }
}
