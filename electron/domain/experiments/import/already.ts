import type { RunDescription } from '../../../../shared/contract/runs.ts'
import type { BlobStore } from '../../../platform/blobs.ts'
import type { Index } from '../../../platform/sqlite.ts'
import type { RunRows } from '../run-rows.ts'
import { parseDescription } from '../sealed.ts'
import { readRunRecord, readSeals } from '../store.ts'

/** What is here of a run: `refusal` says why it does not give way to the source. */
export interface Already {
  /** Newest first. */
  versions: RunDescription[]
  isAside: boolean
  refusal: string | null
}

/** Null where there is no run of that name. */
export function readAlready(index: Index, rows: RunRows, blobs: Pick<BlobStore, 'has' | 'read'>, id: string): Already | null {
  const [row, record] = [rows.find(id), readRunRecord(index, id)]
  if (!row && !record) return null
  const seals = readSeals(index, id)
  const versions = seals.flatMap(({ sha256 }) => (blobs.has(sha256) ? [parseDescription(blobs.read(sha256))] : []))
  const isAside = (record?.discarded ?? null) !== null
  return { versions, isAside, refusal: whyNot() }

  function whyNot(): string | null {
    if ((row?.source ?? record?.source) !== 'import' || seals.length === 0) return 'A run of this id is here that was not imported; it stays as it is.'
    if (versions.length < seals.length) return 'It is here, but the description that was sealed is gone from blobs/, so nothing can be compared. Restore it from a backup.'
    if (isAside) return 'It differs from what was imported before, and was set aside here. Restore it, then import again.'
    if (row && (row.revision !== 0 || row.sealed_revision !== 0)) return 'It differs from what was imported before, and was taken up here since; both stay as they are. Discard one or write it down as a new run.'
    return null
  }
}

/** The same run with what only a workspace knows: who imported it, its experiment, and what was at hand when it was first read. */
export function levelWith(before: RunDescription, about: RunDescription, isComplete: boolean): RunDescription {
  return {
    ...about,
    person: before.person,
    experiment: before.experiment,
    artefacts: isComplete ? about.artefacts : join(before.artefacts, about.artefacts),
    ...(about.models && { models: about.models.map((model) => ({ ...model, experiment: before.experiment.id, files: isComplete ? model.files : join(before.models?.find((one) => one.model === model.model)?.files ?? [], model.files) })) }),
    datasets: about.datasets.map((data) => (data.sha256 === null ? { ...data, sha256: before.datasets.find((one) => one.name === data.name && one.digest === data.digest && one.role === data.role)?.sha256 ?? null } : data)),
  }
}

/** Files that are not at hand any more stay. */
function join(before: RunDescription['artefacts'], about: RunDescription['artefacts']): RunDescription['artefacts'] {
  const now = new Set(about.map(({ path }) => path))
  return [...about, ...before.filter(({ path }) => !now.has(path))].toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
}
