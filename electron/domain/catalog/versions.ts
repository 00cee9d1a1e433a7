import { resolve } from 'node:path'
import type { Manifest, Version } from '../../../shared/contract/catalog.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import { toRef } from '../../../shared/ids.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { EntryDraft } from '../ledger/service.ts'
import { loadArtefact } from './artefact.ts'
import { loadCode } from './code.ts'
import { loadEnvironment } from './lockfile.ts'
import { taken, toManifest, type ManifestParts } from './rules.ts'
import type { CatalogInput, CatalogOptions, CatalogReaders } from './service.ts'
import { readModel, readNextVersionNumber } from './store.ts'

type Deps = CatalogOptions & { readers: CatalogReaders }

/** A version by its parts, with where its artefact was read on this computer, and its model where that is to be registered with it. */
export interface NewVersion {
  parts: ManifestParts
  note: string
  artefactPath?: string | undefined
  newModel?: CatalogInput<'addModel'> | undefined
}

export async function addVersion(deps: Deps, actor: string, input: CatalogInput<'addVersion'>, work: Work): Promise<Version> {
  deps.readers.model(input.model)
  return registerVersion(deps, actor, { parts: await gather(deps.readers, input, work), note: input.note, artefactPath: input.artefact })
}

export function registerVersion(deps: Deps, actor: string, { parts, note, artefactPath, newModel }: NewVersion): Version {
  const { ledger, index, blobs, readers } = deps
  let ref = ''
  ledger.append(actor, () => {
    const model = newModel === undefined ? [] : [toModelDraft(deps, actor, newModel)]
    const number = readNextVersionNumber(index, parts.model)
    ref = toRef(parts.model, number)
    // On disk before the entry that names it is committed: a crash in between leaves a blob that nothing names.
    const { sha256: manifestHash } = blobs.put(Buffer.from(toCanonical(toManifest(parts, number))))
    const data = parts.data.map(({ snapshot }) => snapshot)
    return [...model, { kind: 'version.registered/v1', body: { model: parts.model, number, manifestHash, data, note, ...toEntryProvenance(parts.provenance) } }]
  })
  if (artefactPath) deps.onArtefact?.(ref, resolve(artefactPath))
  const { manifest: _manifest, useCase: _useCase, task: _task, authors: _authors, ...version } = readers.version(ref)
  return version
}

/** CONFLICT where one of that name is there; NOT_FOUND: no such use case. Called within the append. */
export function toModelDraft({ index, readers, identity }: Pick<Deps, 'index' | 'readers' | 'identity'>, actor: string, { owner = actor, useCase, ...input }: CatalogInput<'addModel'>): EntryDraft {
  identity.person(owner)
  if (readModel(index, input.name)) throw taken('model', input.name)
  return { kind: 'model.registered/v1', body: { ...input, useCase: readers.useCase(useCase).id, owner } }
}

function toEntryProvenance(provenance: Manifest['provenance']) {
  if (provenance === undefined) return {}
  const { unregisteredData: _data, ...stated } = provenance
  return { provenance: stated }
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
