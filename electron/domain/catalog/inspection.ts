import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Manifest } from '../../../shared/contract/catalog.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { ModelFinding, ModelInspection, ModelSignature } from '../../../shared/contract/model-files.ts'
import { AppError } from '../../../shared/errors.ts'
import { toFinding } from '../../platform/model-files/facts.ts'
import { readModelFile } from '../../platform/model-files/read-file.ts'
import { readModelFolder } from '../../platform/model-files/read-folder.ts'
import { checkModelSignature } from '../../platform/model-files/signature.ts'
import { isOutOfMemory, runInWorker } from '../../platform/programs.ts'
import { loadArtefact } from './artefact.ts'

type Artefact = NonNullable<Manifest['artefact']>

const signatureName = 'model.sig'
const longestSignature = 64 << 20
const order: Record<ModelFinding['severity'], number> = { high: 0, medium: 1, low: 2 }

/**
 * Reads a model file or folder without executing anything in it: what it is, its digest as a manifest names it, what was noticed, and its signature
 * where one lies beside it. Nothing is written. Errors: FILE_UNREADABLE, BAD_INPUT. docs/formats/model-inspection.md
 */
export async function inspectModel({ path, publicKey = null }: { path: string; publicKey?: string | null | undefined }, work: Work): Promise<ModelInspection> {
  const artefact = await loadArtefact(path, work)
  const facts =
    artefact.kind === 'file'
      ? await readModelFile(path, work.signal)
      : await readModelFolder(path, artefact.files.map(({ name }) => name), work.signal, (position) => work.progress(position, artefact.files.length, `Reading ${artefact.name}`))
  const signature = checkSignature(path, artefact, publicKey)
  const findings = signature?.verdict === 'broken' ? [...facts.findings, toFinding('signature_broken', signature.file, signature.broken.join(' '))] : facts.findings
  return {
    name: artefact.name,
    format: facts.format,
    architecture: facts.architecture,
    parameters: facts.parameters,
    sizeBytes: artefact.bytes,
    licence: facts.licence,
    sha256: artefact.sha256,
    details: facts.details,
    findings: findings.toSorted((a, b) => order[a.severity] - order[b.severity]).slice(0, 500),
    signature,
  }
}

/** The same in a thread of its own, which can be ended at any moment: a hostile file may take long, and would hold up every other call meanwhile. */
export async function inspectApart(asked: Parameters<typeof inspectModel>[0], work: Work): Promise<ModelInspection> {
  try {
    return await runInWorker<ModelInspection>('inspection', asked, work)
  } catch (error) {
    if (!isOutOfMemory(error)) throw error
    throw new AppError('BAD_INPUT', `${asked.path} takes more memory to follow than any model that is known. Nothing in it was executed and nothing was written: do not load it before its makers have said what it is.`, { cause: error })
  }
}

/** In the folder itself; for a single file beside it, under its name with `.sig` or as model.sig. */
function checkSignature(path: string, artefact: Artefact, publicKey: string | null): ModelSignature | null {
  const beside = artefact.kind === 'folder' ? [join(path, signatureName)] : [`${path}.sig`, join(dirname(path), signatureName)]
  const found = beside.find((place) => existsSync(place))
  if (found === undefined) {
    if (publicKey === null) return null
    throw new AppError('BAD_INPUT', `A key was given, but there is no signature: ${beside.join(' and ')} ${beside.length === 1 ? 'does' : 'do'} not exist.`)
  }
  if (statSync(found).size > longestSignature) throw new AppError('BAD_INPUT', `${found} is far larger than a signature; take it away or sign the model again.`)
  const files = artefact.kind === 'folder' ? artefact.files.filter(({ name }) => name !== signatureName) : [artefact]
  return checkModelSignature(readFileSync(found, 'utf8'), { file: basename(found), files, isWhole: artefact.kind === 'folder', publicKey })
}
