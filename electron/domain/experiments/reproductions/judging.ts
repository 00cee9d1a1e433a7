import type { Comparison, ReproductionResult } from '../../../../shared/contract/reproductions.ts'
import type { RunDescription } from '../../../../shared/contract/runs.ts'
import { compareRuns, isIndependent } from '../../../../shared/reproduction.ts'
import { toCanonical } from '../../../tlog/canonical.ts'
import { hashOfText, hashToHex } from '../../../tlog/tree.ts'
import type { BlobRef, BlobStore } from '../../../platform/blobs.ts'
import type { Index } from '../../../platform/sqlite.ts'
import type { EntryDraft } from '../../ledger/service.ts'
import { parseDescription, peopleOf } from '../sealed.ts'
import { readReproduction, type ReproductionRow } from './store.ts'

export interface SealedAs {
  about: RunDescription
  sha256: string
  number: number
}

/**
 * What the seal of a rerun brings with it: how it stands to its original, judged by the terms that were declared. None where the run repeats
 * none, or where the description of the original is gone from the workspace. Called within the append; the comparison is on disk before its entry.
 */
export function toResultDrafts({ index, blobs }: { index: Index; blobs: Pick<BlobStore, 'has' | 'read' | 'put'> }, person: string, sealed: SealedAs): EntryDraft[] {
  const declared = readReproduction(index, sealed.about.run)
  if (!declared || !blobs.has(declared.description)) return []
  const original = parseDescription(blobs.read(declared.description))
  const compared = compareRuns({ original: { about: original, sha256: declared.description }, repeated: sealed, terms: declared.terms })
  const result = blobs.put(Buffer.from(toCanonical(compared)))
  const people = { original: peopleOf(index, original.run, original.person).toSorted(), repeated: [...new Set([...peopleOf(index, sealed.about.run, sealed.about.person), person])].toSorted() }
  return [{ kind: 'run.reproduction/v1', body: { ...toResultBody({ declared, sealed, compared, people, result }) } }]
}

export interface Judged {
  declared: Pick<ReproductionRow, 'seq'>
  sealed: Pick<SealedAs, 'number'>
  compared: Comparison
  people: ReproductionResult['people']
  result: BlobRef
}

/** The entry over a comparison: all of it follows from the comparison, the people and the declaration. */
export function toResultBody({ declared, sealed, compared, people, result }: Judged): ReproductionResult {
  const { inputs, metrics, artefacts } = compared
  const count = (state: string, among: readonly { state: string }[]) => among.filter((one) => one.state === state).length
  return {
    run: compared.run,
    number: sealed.number,
    description: compared.description,
    original: compared.original,
    originalDescription: compared.originalDescription,
    declared: declared.seq,
    verdict: compared.verdict,
    independent: isIndependent(people),
    people,
    inputs: { data: inputs.data.state, code: inputs.code.state, environment: inputs.environment.state, parameters: inputs.parameters.state },
    metrics: { same: count('same', metrics), within: count('within', metrics), outside: count('outside', metrics), missing: count('missing', metrics), extra: count('extra', metrics), leftOut: count('left_out', metrics) },
    artefacts: { same: count('same', artefacts), different: count('different', artefacts), missing: count('missing', artefacts), extra: count('extra', artefacts) },
    result: { sha256: result.sha256, bytes: result.bytes },
  }
}

export interface JudgedAgain {
  declared: Pick<ReproductionRow, 'seq' | 'description' | 'terms'>
  sealed: Pick<SealedAs, 'number' | 'sha256'>
  original: RunDescription
  repeated: RunDescription
  people: ReproductionResult['people']
}

/** Computes the comparison again, and says why the entry is not the one that follows from it; null where it is. */
export function whyNotFollowing(body: ReproductionResult, { declared, sealed, original, repeated, people }: JudgedAgain): string | null {
  const compared = compareRuns({ original: { about: original, sha256: declared.description }, repeated: { about: repeated, sha256: sealed.sha256 }, terms: declared.terms })
  const text = toCanonical(compared)
  const result = { sha256: hashToHex(hashOfText(text)), bytes: Buffer.byteLength(text) }
  const sorted = { original: people.original.toSorted(), repeated: people.repeated.toSorted() }
  const told = toResultBody({ declared, sealed, compared, people: sorted, result })
  if (told.verdict !== body.verdict) return `it says “${body.verdict.replace('_', ' ')}”, and from what is sealed follows “${told.verdict.replace('_', ' ')}”.`
  if (told.independent !== body.independent) return body.independent ? 'it says that others repeated the run, and they were the same.' : 'it says that the same people repeated the run, and they were others.'
  return toCanonical(told) === toCanonical(body) ? null : 'it does not say what follows from the two sealed runs.'
}
