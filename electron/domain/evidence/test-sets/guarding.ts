import { statSync } from 'node:fs'
import { AppError } from '../../../../shared/errors.ts'
import { whyNotUse } from '../../../../shared/test-sets.ts'
import { hashFile } from '../../../platform/blobs.ts'
import type { Index } from '../../../platform/sqlite.ts'
import { readSnapshot } from '../../catalog/service.ts'
import type { EntryDraft } from '../../ledger/service.ts'
import { readTestSet, readTestSets } from './store.ts'

/** FORBIDDEN where one of these is a sealed set that somebody else may use. */
export function refuseUse(index: Index, actor: string, digests: readonly string[]): void {
  for (const sha256 of new Set(digests)) {
    const seal = readTestSet(index, sha256)
    const refusal = seal && whyNotUse(seal, actor)
    if (refusal) throw new AppError('FORBIDDEN', `${refusal} Nothing was written. Ask ${seal.custodian}.`)
  }
}

/**
 * The digest of the sealed set whose rows a file is said to hold. Which rows it holds can not be told from counts: that there are as many is
 * the least. NOT_FOUND, BAD_INPUT.
 */
export function refuseOtherRows(index: Index, snapshot: string, rows: number): string {
  const found = readSnapshot(index, snapshot)
  if (!found) throw new AppError('NOT_FOUND', `There is no snapshot ${snapshot} in this workspace. Look at Datasets for the ones there are.`)
  if (!readTestSet(index, found.sha256)) throw new AppError('BAD_INPUT', `${snapshot} is no sealed test set. Seal it first, or leave it out.`)
  if (found.rows !== rows) throw new AppError('BAD_INPUT', `The file has ${rows} rows and ${snapshot} has ${found.rows}: it does not hold what was said of each row of the test set. Nothing was written.`)
  return found.sha256
}

/** The sealed set that a file is, byte for byte; null: none. Only a file of the same size is read. */
export async function findSealedFile(index: Index, path: string, signal?: AbortSignal): Promise<string | null> {
  const size = statSync(path, { throwIfNoEntry: false })?.size
  const candidates = readTestSets(index).filter(({ snapshot }) => readSnapshot(index, snapshot)?.bytes === size)
  if (candidates.length === 0) return null
  const { sha256 } = await hashFile(path, signal)
  return candidates.find((one) => one.sha256 === sha256)?.snapshot ?? null
}

/** What has to be written where a check is computed again on sealed sets. */
export const toRecomputation = (index: Index, { check, version }: { check: string; version: string }, inputs: readonly { sha256: string }[]): EntryDraft[] =>
  [...new Set(inputs.map(({ sha256 }) => sha256))].flatMap((sha256): EntryDraft[] => {
    const seal = readTestSet(index, sha256)
    return seal ? [{ kind: 'test-set.used/v1', body: { snapshot: seal.snapshot, sha256, how: 'recomputation', check, version } }] : []
  })
