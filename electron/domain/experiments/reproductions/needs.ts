import { existsSync, statSync } from 'node:fs'
import { basename, join, posix, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Work } from '../../../../shared/contract/handlers.ts'
import type { NeededData, ReproductionNeeds } from '../../../../shared/contract/reproductions.ts'
import type { RunDataset, RunDescription } from '../../../../shared/contract/runs.ts'
import { plural } from '../../../../shared/counts.ts'
import { codeOf } from '../../../../shared/reproduction.ts'
import { hashFile, type BlobStore } from '../../../platform/blobs.ts'
import { listFiles, statOf } from '../../../platform/folder-files.ts'
import { isLockfile } from '../../catalog/service.ts'
import type { SealedRun } from '../sealed.ts'

export interface FoundFile {
  path: string
  sha256: string
  /** Somebody named it; others lie where the record says that data was. */
  given: boolean
}

/** More are not looked at: a folder of a whole disk was not what somebody meant. */
const mostFiles = 10_000

/** Digests of the files that are named, of all files in folders that are named, and of those that the record names on this computer. */
export async function findFiles({ datasets }: Pick<RunDescription, 'datasets'>, look: readonly string[], work: Work): Promise<FoundFile[]> {
  const given = new Set(look.flatMap((path) => (statOf(path, 'file or folder').isFile() ? [resolve(path)] : listFiles(path).map((file) => resolve(join(path, file))))))
  const told = datasets.flatMap(({ source, sha256 }) => (sha256 === null ? [] : toLocalPath(source)))
  const paths = [...new Set([...given, ...told])].slice(0, mostFiles)
  const found: FoundFile[] = []
  for (const [position, path] of paths.entries()) {
    work.progress(position, paths.length, `Hashing ${basename(path)}`)
    found.push({ path, sha256: (await hashFile(path, work.signal)).sha256, given: given.has(path) })
  }
  return found
}

/** A file of this computer that the record names outright; an address is never followed. */
function toLocalPath(source: string): string[] {
  try {
    const path = source.startsWith('file:') ? fileURLToPath(source) : source
    return /^([/\\]|[a-z]:[/\\])/i.test(path) && existsSync(path) && statSync(path).isFile() ? [resolve(path)] : []
  } catch {
    return []
  }
}

export function toNeeds({ seal, about, people }: SealedRun, blobs: Pick<BlobStore, 'has' | 'path'>, files: readonly FoundFile[]): ReproductionNeeds {
  const { run, name, experiment, datasets, environment, artefacts, models = [], parameters, metrics, command, code } = about
  const placeOf = ({ sha256 }: RunDataset) => (sha256 === null ? [] : [...files.filter((file) => file.sha256 === sha256).map(({ path }) => path), ...(blobs.has(sha256) ? [blobs.path(sha256)] : [])])
  const data = datasets.map((one): NeededData => ({ name: one.name, role: one.role, snapshot: one.snapshot, sha256: one.sha256, digest: one.digest, at: placeOf(one) }))
  const told = codeOf(about)
  const all = [...artefacts, ...models.flatMap((model) => model.files)]
  return {
    original: { id: run, name, person: people[0]!, experiment: experiment.id, number: seal.number, description: seal.sha256 },
    data,
    code: told && { commit: told.commit, branch: code?.branch ?? null, remote: code?.remote ?? about.tags['mlflow.source.git.repoURL'] ?? null, changed: told.changed ?? [] },
    environment: environment && { name: environment.lockfile.name, format: environment.format, sha256: environment.lockfile.sha256, packages: environment.packages.length, atHand: blobs.has(environment.lockfile.sha256) },
    lockfiles: all.filter(({ path, sha256 }) => isLockfile(posix.basename(path)) && sha256 !== environment?.lockfile.sha256 && blobs.has(sha256)).map(({ path }) => path),
    parameters,
    metrics: Object.fromEntries(Object.entries(metrics).map(([metric, { last }]) => [metric, last.value])),
    command: command?.argv ?? null,
    gaps: toGaps(about, data, environment !== null && !blobs.has(environment.lockfile.sha256)),
    unknownFiles: files.filter((file) => file.given && !datasets.some(({ sha256 }) => sha256 === file.sha256)).map(({ path, sha256 }) => ({ path, sha256 })),
  }
}

function toGaps(about: RunDescription, data: readonly NeededData[], lockfileGone: boolean): string[] {
  const { datasets, environment, command, metrics } = about
  const code = codeOf(about)
  const sampled = data.filter(({ sha256 }) => sha256 === null)
  return [
    ...(datasets.length === 0 ? ['It names no data: nothing says that a rerun had the same.'] : []),
    ...(sampled.length > 0 ? [`${plural(sampled.length, 'data set')} known by a client's digest of a sample only (${sampled.map(({ name }) => name).join(', ')}): the rerun has to log the same digest.`] : []),
    ...(code === null ? ['It names no commit: nothing says that a rerun had the same code.'] : []),
    ...(code?.changed && code.changed.length > 0 ? [`${plural(code.changed.length, 'file')} differed from the commit: the commit alone does not give this code.`] : []),
    ...(code?.changed === null ? ['The commit was tagged by a client, which does not say what was changed beside it.'] : []),
    ...(environment === null ? ['It names no lock file: nothing says that a rerun had the same packages.'] : []),
    ...(lockfileGone ? ['The lock file itself is not in the workspace, only its digest and its packages.'] : []),
    ...(command === null ? ['It was not recorded by which command it was run.'] : []),
    ...(Object.keys(metrics).length === 0 ? ['It has no metric: a rerun is judged by the digests of its files.'] : []),
  ]
}
