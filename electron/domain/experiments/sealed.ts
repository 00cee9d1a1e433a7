import { runDescription, type RunDescription } from '../../../shared/contract/runs.ts'
import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Index } from '../../platform/sqlite.ts'
import { readRunRecord, readSeals, type SealRow } from './store.ts'

export interface SealedSources {
  index: Index
  blobs: Pick<BlobStore, 'read'>
}

/** A run under its newest seal, and everybody who began or sealed it. */
export interface SealedRun {
  seal: SealRow
  about: RunDescription
  people: string[]
}

export const parseDescription = (bytes: Buffer): RunDescription => runDescription.parse(JSON.parse(bytes.toString('utf8')))

/** CONFLICT where it was never sealed; NOT_FOUND where the description is gone. */
export function readSealedRun({ index, blobs }: SealedSources, id: string): SealedRun {
  const seals = readSeals(index, id)
  const seal = seals[0]
  if (!seal) throw new AppError('CONFLICT', `Run ${id} is not sealed yet, so nothing says for good what it is. Finish it first.`)
  const about = parseDescription(blobs.read(seal.sha256))
  return { seal, about, people: peopleOf(index, id, about.person) }
}

/** Everybody who began or sealed a run, as its entries say, and whoever its description names. */
export const peopleOf = (index: Index, id: string, person: string): string[] => [...new Set([person, ...[readRunRecord(index, id)?.by ?? []].flat(), ...readSeals(index, id).map(({ by }) => by)])]
