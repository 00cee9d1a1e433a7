import { createHash } from 'node:crypto'
import { lstatSync, statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunArtefact, RunDataset } from '../../../../shared/contract/runs.ts'
import { AppError } from '../../../../shared/errors.ts'
import { type BlobStore, hashFile } from '../../../platform/blobs.ts'
import { storeFile } from '../artefacts.ts'
import { whyNotPath } from '../rules.ts'
import { walk } from './folder-values.ts'
import type { Leave, SourceRun } from './source.ts'

export type Keep = Pick<BlobStore, 'put' | 'create'>

/** Tells digests and keeps nothing: for what is only to be compared. */
export function createWeighing(): Keep {
  const create = () => {
    const hash = createHash('sha256')
    let bytes = 0
    return {
      write(chunk: Uint8Array) {
        hash.update(chunk)
        bytes += chunk.byteLength
      },
      end: () => ({ sha256: hash.digest('hex'), bytes }),
      discard() {},
    }
  }
  return {
    create,
    put(content) {
      const one = create()
      one.write(content)
      return one.end()
    },
  }
}

/** Files of a run into the workspace; null where none of its folders is at hand. Links and paths that lead out are left. */
export async function keepFiles(run: SourceRun, keep: Keep, signal: AbortSignal, leave: Leave): Promise<RunArtefact[] | null> {
  const kept = new Map<string, RunArtefact>()
  for (const { path: prefix, folder, uri } of run.files) {
    if (folder === null) {
      leave('artefacts', `files of run ${run.id}${uri === '' ? '' : ` at ${uri}`}`, 'Their folder is not beside what was imported; whether it held any is not known.')
      continue
    }
    for (const { path: inside, file } of walk(folder, (path, why) => leave('artefacts', `${path} of run ${run.id}`, why))) {
      const path = prefix === '' ? inside : `${prefix}/${inside}`
      const why = whyNotPath(path) ?? (kept.has(path) || kept.has(prefix) ? 'Another file of the run has this path.' : null)
      if (why !== null) leave('artefacts', `${path} of run ${run.id}`, why)
      else {
        try {
          kept.set(path, await storeFile(keep, file, path, signal))
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'FILE_UNREADABLE') throw error
          leave('artefacts', `${path} of run ${run.id}`, 'It can not be read. Give yourself the right to read it and import again.')
        }
      }
    }
  }
  if (kept.size === 0 && run.files.every(({ folder }) => folder === null)) return null
  return [...kept.values()].toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
}

/** Digests of data files, each read once an import. */
export function createDataDigests(folder: string) {
  const known = new Map<string, string>()
  /** Null where no such file is at hand, or it was written after the run ended: then it may be other data. */
  return async (data: RunDataset, endedMs: number | null, signal: AbortSignal, note: (note: string) => void): Promise<string | null> => {
    const file = toPath(data, folder)
    const stat = file === null ? undefined : statSync(file, { throwIfNoEntry: false })
    if (file === null || !stat?.isFile()) return null
    if (endedMs !== null && stat.mtimeMs > endedMs) {
      note(`The file at ${file} was written after the run ended, so its SHA-256 was not taken: it may be other data.`)
      return null
    }
    const mark = `${file} ${stat.size} ${stat.mtimeMs}`
    try {
      const sha256 = known.get(mark) ?? (await hashFile(file, signal)).sha256
      known.set(mark, sha256)
      return sha256
    } catch (error) {
      signal.throwIfAborted()
      note(`The file at ${file} can not be read, so its SHA-256 was not taken (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`)
      return null
    }
  }
}

/** MLflow writes the place as JSON with a `uri`; only files of this computer are looked at. */
function toPath({ sourceType, source }: RunDataset, folder: string): string | null {
  if (sourceType !== 'local') return null
  try {
    const { uri } = JSON.parse(source) as { uri?: unknown }
    if (typeof uri !== 'string' || uri === '' || uri.includes('\0')) return null
    const path = uri.startsWith('file:') ? fileURLToPath(uri) : uri
    if (/^[a-z][\w+.-]+:\/\//i.test(path)) return null
    const file = isAbsolute(path) ? path : join(folder, path)
    return lstatSync(file, { throwIfNoEntry: false }) ? file : null
  } catch {
    return null
  }
}
