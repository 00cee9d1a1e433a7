import { role } from '../../../shared/contract/identity.ts'
import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import { parseDecision, toSignedItems } from './statement.ts'
import type { DecisionRow } from './store.ts'

/** Written by whoever validates, after the freeze: the signature on the validation signs them too, by name and digest. */
const kinds: readonly string[] = ['validation_report', 'independence_declaration']

export type Brought = Pick<EvidenceRecord, 'kind' | 'id' | 'sha256' | 'authors'>

export const toBrought = (held: readonly EvidenceRecord[]): Brought[] => held.filter(({ kind }) => kinds.includes(kind)).map(({ kind, id, sha256, authors }) => ({ kind, id, sha256, authors }))

/** What a validation by these people signs: every report on the version, and of declarations only their own. */
export const signedByValidation = (brought: readonly Brought[], people: readonly string[]): Brought[] =>
  brought.filter(({ kind, authors }) => kind === 'validation_report' || authors.some((email) => people.includes(email)))

/** By whom each of them was signed on this revision, by `id sha256`. */
export function toValidationSignatures(decisions: readonly Pick<DecisionRow, 'decision' | 'note' | 'email' | 'role' | 'seq'>[]): Map<string, EvidenceRecord['signatures']> {
  const given = decisions.filter(({ decision }) => decision === 'VALIDATE').flatMap(({ note, email, role, seq }) => toSignedItems(parseDecision(note)).map(({ id, sha256 }) => ({ item: `${id} ${sha256}`, signed: toSigned({ email, role, seq }) })))
  return new Map([...Map.groupBy(given, ({ item }) => item)].map(([item, all]) => [item, all.flatMap(({ signed }) => signed)]))
}

function toSigned({ email, role: name, seq }: Pick<DecisionRow, 'email' | 'role' | 'seq'>): EvidenceRecord['signatures'] {
  const as = role.safeParse(name).data
  return as ? [{ email, role: as, meaning: 'validation', seq }] : []
}
