import { basename, dirname } from 'node:path/posix'
import type { Manifest } from '../../../../shared/contract/catalog.ts'
import type { ArtefactChoice } from '../../../../shared/contract/run-versions.ts'
import type { RunArtefact, RunDescription } from '../../../../shared/contract/runs.ts'
import { AppError } from '../../../../shared/errors.ts'
import { toFolderDigest } from '../../catalog/service.ts'

type Artefact = NonNullable<Manifest['artefact']>

/** Something of a run that may be what is deployed, with its files by their names within it. */
export interface Candidate extends ArtefactChoice {
  content: RunArtefact[]
}

const modelFile = /\.(pkl|pickle|joblib|onnx|gguf|safetensors|pt|pth|pb|h5|keras|ubj|cbm|tflite|bst|skops)$/i
export const modelFolderMark = 'MLmodel'

/** Models that were logged with the run, then its folders that are models, then files that look like one, then all other files and folders. */
export function toCandidates({ models = [], artefacts: all, environment }: Pick<RunDescription, 'models' | 'artefacts' | 'environment'>): Candidate[] {
  const artefacts = all.filter(({ sha256 }) => sha256 !== environment?.lockfile.sha256)
  const logged = models
    .filter(({ direction, removed, files }) => direction === 'output' && !removed && files.length > 0)
    .map(({ model, name, files }) => toModelCandidate(model, name || model, files))
  const folders = [...new Set(artefacts.flatMap(({ path }) => ancestorsOf(path)))].toSorted().map((folder) => toCandidate('folder', folder, folder, below(artefacts, folder)))
  const files = artefacts.map((file) => toCandidate('file', file.path, file.path, [{ ...file, path: basename(file.path) }]))
  return [...logged, ...folders.filter(isModelFolder), ...files.filter(({ path }) => modelFile.test(path)), ...folders.filter((one) => !isModelFolder(one)), ...files.filter(({ path }) => !modelFile.test(path))]
}

/** The one that is named, else the only one that can be meant; null where that is not clear. BAD_INPUT: what is named is not there. */
export function chooseCandidate(candidates: readonly Candidate[], asked: { loggedModel?: string | undefined; artefact?: string | undefined }): Candidate | null {
  const path = asked.loggedModel ?? asked.artefact?.replace(/\/$/, '')
  if (path !== undefined) {
    const found = candidates.find((one) => one.path === path && (asked.loggedModel === undefined || one.kind === 'model'))
    if (found) return found
    throw new AppError('BAD_INPUT', `The run has no ${asked.loggedModel === undefined ? `file or folder “${path}”` : `logged model ${path} with files`}. ${candidates.length === 0 ? 'It has no files at all.' : `There are: ${candidates.slice(0, 8).map((one) => one.path).join(', ')}.`}`)
  }
  const ranks = [(one: Candidate) => one.kind === 'model', isModelFolder, (one: Candidate) => one.kind === 'file' && modelFile.test(one.path)]
  for (const isMeant of ranks) {
    const meant = candidates.filter(isMeant)
    if (meant.length > 0) return meant.length === 1 ? meant[0]! : null
  }
  return null
}

/** As a manifest names it: a folder's files by the bytes of their paths, as OpenSSF Model Signing orders them. */
export function toArtefact({ kind, path, label, bytes, content }: Candidate): Artefact {
  if (kind === 'file') return { kind: 'file', name: basename(path), sha256: content[0]!.sha256, bytes }
  const files = content.map(({ path: name, sha256, bytes: size }) => ({ name, sha256, bytes: size })).toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
  const name = kind === 'folder' ? basename(path) : label.slice(0, label.lastIndexOf(', '))
  return { kind: 'folder', name, sha256: toFolderDigest(files), bytes, files }
}

export const toModelCandidate = (id: string, name: string, files: RunArtefact[]): Candidate => toCandidate('model', id, `${name}, logged model`, files)

const isModelFolder = ({ kind, content }: Candidate) => kind === 'folder' && content.some(({ path }) => path === modelFolderMark)

function toCandidate(kind: Candidate['kind'], path: string, label: string, content: RunArtefact[]): Candidate {
  return { kind, path, label, files: content.length, bytes: content.reduce((total, { bytes }) => total + bytes, 0), content }
}

const below = (files: readonly RunArtefact[], folder: string) => files.filter(({ path }) => path.startsWith(`${folder}/`)).map((file) => ({ ...file, path: file.path.slice(folder.length + 1) }))

function ancestorsOf(path: string): string[] {
  const folder = dirname(path)
  return folder === '.' ? [] : [folder, ...ancestorsOf(folder)]
}
