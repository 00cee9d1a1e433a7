import type { Finding, Verification } from '../../../shared/contract/ledger.ts'

/** What each finding means and what to do about it, for people: docs/formats/findings.md says the same at length. */
const texts = {
  'DB-UNREADABLE': ['The file can not be read as a ledger.', 'Restore ledger.db from a backup; keep the damaged file for whoever looks into it.'],
  'DB-INTEGRITY': ['SQLite finds the file damaged inside, even where every entry can still be read.', 'Make a copy now and restore from a backup.'],
  'SCHEMA-MISSING': ['A table or guard of the ledger format is gone, so rows could have been changed freely.', 'Compare with a backup and find out who opened the file with another program.'],
  'SCHEMA-EXTRA': ['Something was added to the file that the format does not have.', 'Find out which program added it; restore from a backup.'],
  'SCHEMA-CHANGED': ['A table or guard of the ledger format was replaced by another.', 'Compare with a backup and find out who opened the file with another program.'],
  GENESIS: ['The first entry does not say which ledger this is and which key signs it.', 'This is not the ledger it claims to be: look for the right file.'],
  'HEAD-MISSING': ['The signed head is gone, so nothing vouches for the entries.', 'Restore from a backup.'],
  'HEAD-BEHIND': ['There are entries that the signed head does not cover: they were added without the log key.', 'Treat the added entries as forged.'],
  'HEAD-MISMATCH': ['The entries do not add up to the root hash that was signed: something among them was changed.', 'Restore from a backup and compare; the other findings say where.'],
  'CHECKPOINT-SIGNATURE': ['A checkpoint is not signed by the key of this ledger.', 'Treat the ledger as rewritten; restore from a backup.'],
  TRUNCATED: ['Entries at the end are missing.', 'Find the newer file, or restore a backup that holds them. Nothing is appended until then.'],
  'ROLLED-BACK': ['A newer state of this ledger was seen before: this file is older than it should be.', 'Find the newer file. Nothing is appended to this one.'],
  'EXTERNAL-MISMATCH': ['A checkpoint kept elsewhere speaks of the same ledger with another content: history was rewritten.', 'Keep both signed notes: together they prove it.'],
  'SEQ-GAP': ['An entry was removed, or rows were renumbered.', 'Restore from a backup and compare.'],
  'ENTRY-POSITION': ['An entry stands where it was not written: entries were inserted, removed or reordered.', 'Restore from a backup and compare.'],
  'ENTRY-LEDGER': ['An entry of another ledger was pasted in.', 'Treat the entry as forged; restore from a backup.'],
  'ENTRY-ENCODING': ['The bytes of an entry are damaged.', 'Restore from a backup.'],
  'ENTRY-MALFORMED': ['An entry does not have the form that every entry has.', 'It was not written by this program: restore from a backup and compare.'],
  'ENTRY-NONCANONICAL': ['An entry is not written in the canonical form, so two readers may understand it differently.', 'It was not written by this program: restore from a backup and compare.'],
  CLOCK: ['An entry claims to be older than the one before it.', 'Entries were moved, or written by another program: restore from a backup and compare.'],
  'NODE-MISMATCH': ['The stored hash of a block of entries differs from the entries: one of them, or the hash, was changed.', 'Restore from a backup and compare the entries named.'],
  'NODE-MISSING': ['The stored hash of a block of entries is gone.', 'Restore from a backup.'],
  'NODE-EXTRA': ['A hash is stored for entries that do not exist.', 'Entries were removed or the file was changed: restore from a backup and compare.'],
  'DECISION-SIGNATURE': ["A person's signature does not belong to the text, the person or the time it is used for.", 'Do not rely on this act; ask the person named.'],
  'POLICY-RULE': ['A policy came into force without two people who may do that, or not in its turn.', 'Do not rely on the policy; put one into force again by two people, and look at what was signed off under it.'],
  'TIER-RULE': ['The tier of a use case does not follow from its answers, or was set by somebody who may not.', 'Assess the use case again; whoever relied on its tier has to know.'],
  'CONTROL-RULE': ['A control was confirmed, or set aside, by somebody who may not do that.', 'Do not rely on it; have the control looked at by somebody with a role for it.'],
  'ATTESTATION-RULE': ['The inventory was attested to by somebody who may not, for a period that was not over, or out of turn.', 'Do not rely on this attestation; have the inventory attested to again.'],
  'DECISION-REPLAYED': ['A signed text was used a second time.', 'Do not rely on the second use; the person signed once.'],
  'DECISION-HISTORY': ['A person signed what the ledger held before, and it holds something else now: history was rewritten.', 'Restore from a backup made before; the signed note is proof.'],
  'DECISION-FUTURE': ['A person signed a ledger longer than what stood before this entry: entries were removed.', 'Find the newer file or a backup.'],
  'KEY-REUSED': ['One key, or one name of a key, serves two people or two times.', 'Signatures by this key do not name one person: have a new key enrolled.'],
  'HISTORY-CHANGED': ['A checkpoint that left this computer speaks of other entries than the ledger holds now.', 'Ask for the paper that carries it: both together prove the rewriting.'],
  'WITNESS-SIGNATURE': ['What an entry says of a witness is not what the witness signed.', 'Do not count this cosignature; ask the witness named.'],
  'WITNESS-INCONSISTENT': ['What this workspace remembers of another ledger is not one history, although a witness may vouch for one only.', 'Do not rely on cosignatures given for that ledger; compare its checkpoints with its owners.'],
  'PAYLOAD-CHANGED': ['Erasable data is not what the entry committed to.', 'Do not rely on it; restore from a backup.'],
  'PAYLOAD-MISSING': ['Erasable data is gone although nobody recorded its erasure.', 'Restore from a backup.'],
  'PAYLOAD-ORPHAN': ['Erasable data is stored that no entry names.', 'It was added by another program: remove it after looking into it.'],
  'PAYLOAD-UNREDACTED': ['Data whose erasure is recorded is there again.', 'A backup brought it back: erase it again.'],
  'BLOB-MISSING': ['A file that an entry names is not in blobs/.', 'Restore that file from a backup; its name is its digest.'],
  'BLOB-CHANGED': ['A file in blobs/ no longer has the digest that an entry names.', 'Restore that file from a backup; its name is its digest.'],
  'BLOB-UNREDACTED': ['A file whose erasure is recorded is there again, or its removal was interrupted.', 'Erase it again: the entry that records the erasure stays as it is.'],
  'SIGN-OFF-RULE': ['An act of a sign-off was not allowed by the rules then: the wrong order, person, role or evidence, or a step that does not follow.', 'Do not rely on this approval; it was not written by this program as it should be. Ask for a new review.'],
  'REPRODUCTION-RULE': ['What an entry says of a run that was repeated, or of a version made from a run, does not follow from the sealed runs.', 'Do not rely on this verdict; repeat the run again.'],
  'RECORD-CHANGED': ['What the screens show differs from what the ledger says. The ledger is right.', 'Close and open the workspace with repair: the records are folded anew from the ledger.'],
} as const satisfies Record<string, readonly [meaning: string, action: string]>

export type FindingKind = keyof typeof texts
export const findingKinds = Object.keys(texts) as FindingKind[]

/** `detail` says what was found and where. */
export function toFinding(kind: FindingKind, seq: number | null, detail: string): Finding {
  const [meaning, action] = texts[kind]
  return { kind, seq, detail, meaning, action }
}

const lossOnly: readonly string[] = ['TRUNCATED', 'ROLLED-BACK', 'BLOB-MISSING'] satisfies FindingKind[]

/** Broken: something was changed. Incomplete: what is there is sound, and something is missing. */
export function toVerdict(findings: readonly Finding[]): Verification['verdict'] {
  if (findings.some(({ kind }) => kind === ('DB-UNREADABLE' satisfies FindingKind))) return 'unreadable'
  if (findings.length === 0) return 'intact'
  return findings.every(({ kind }) => lossOnly.includes(kind)) ? 'incomplete' : 'broken'
}
