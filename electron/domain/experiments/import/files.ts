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
import type { Leave, SourceFiles } from './source.ts'

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

/** Stores files of one run, each once however often it is named. */
export type StoreOnce = (file: string, path: string) => Promise<RunArtefact>

export function createStoreOnce(keep: Keep, signal: AbortSignal): StoreOnce {
  const stored = new Map<string, RunArtefact>()
  return async (file, path) => {
    const known = stored.get(file) ?? (await storeFile(keep, file, path, signal))
    stored.set(file, known)
    return { ...known, path }
  }
}

/** Files of a run or model into the workspace. Links and paths that lead out are left, and so are folders that are not at hand. */
export async function keepFiles({ of, files, leave }: { of: string; files: readonly SourceFiles[]; leave: Leave }, store: StoreOnce): Promise<RunArtefact[]> {
  const kept = new Map<string, RunArtefact>()
  for (const { path: prefix, folder, uri } of files) {
    if (folder === null) {
      // What lies below the name of a model is told of with the model.
      if (prefix === '') leave('artefacts', `files of ${of}${uri === '' ? '' : ` at ${uri}`}`, 'Their folder is not beside what was imported; whether it held any is not known.')
      continue
    }
    for (const { path: inside, file } of walk(folder, (path, why) => prefix === '' && leave('artefacts', `${path} of ${of}`, why))) {
      const path = prefix === '' ? inside : `${prefix}/${inside}`
      const why = whyNotPath(path) ?? (kept.has(path) || kept.has(prefix) ? 'Another file of the run has this path.' : null)
      try {
        if (why === null) kept.set(path, await store(file, path))
        else if (prefix === '') leave('artefacts', `${path} of ${of}`, why)
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'FILE_UNREADABLE') throw error
        if (prefix === '') leave('artefacts', `${path} of ${of}`, 'It can not be read. Give yourself the right to read it and import again.')
      }
    }
  }
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
