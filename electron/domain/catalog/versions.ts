import { resolve } from 'node:path'
import type { Version } from '../../../shared/contract/catalog.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import { toRef } from '../../../shared/ids.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import { loadArtefact } from './artefact.ts'
import { loadCode } from './code.ts'
import { loadEnvironment } from './lockfile.ts'
import { toManifest, type ManifestParts } from './rules.ts'
import type { CatalogInput, CatalogOptions, CatalogReaders } from './service.ts'
import { readNextVersionNumber } from './store.ts'

type Deps = CatalogOptions & { readers: CatalogReaders }

export async function addVersion(deps: Deps, actor: string, input: CatalogInput<'addVersion'>, work: Work): Promise<Version> {
  const { ledger, index, blobs, readers } = deps
  readers.model(input.model)
  const parts = await gather(readers, input, work)
  let ref = ''
  ledger.append(actor, () => {
    const number = readNextVersionNumber(index, input.model)
    ref = toRef(input.model, number)
    // On disk before the entry that names it is committed: a crash in between leaves a blob that nothing names.
    const { sha256: manifestHash } = blobs.put(Buffer.from(toCanonical(toManifest(parts, number))))
    return { kind: 'version.registered/v1', body: { model: input.model, number, manifestHash, data: input.data, note: input.note } }
  })
  if (input.artefact) deps.onArtefact?.(ref, resolve(input.artefact))
  const { manifest: _manifest, useCase: _useCase, task: _task, authors: _authors, ...version } = readers.version(ref)
  return version
}

async function gather(readers: CatalogReaders, input: CatalogInput<'addVersion'>, work: Work): Promise<ManifestParts> {
  if (new Set(input.data).size !== input.data.length) throw new AppError('BAD_INPUT', 'The same snapshot is named twice; name each once.')
  const data = input.data.map((ref) => {
    const { sha256, rows } = readers.snapshot(ref)
    return { snapshot: ref, sha256, rows }
  })
  return {
    model: input.model,
    artefact: input.artefact ? await loadArtefact(input.artefact, work) : null,
    data,
    code: input.code ? await loadCode(input.code) : null,
    environment: input.environment ? loadEnvironment(input.environment) : null,
    parameters: input.parameters,
  }
}
