import { basename } from 'node:path/posix'
import type * as z from 'zod'
import type { Manifest, Version } from '../../../../shared/contract/catalog.ts'
import type { Work } from '../../../../shared/contract/handlers.ts'
import type { runVersionsContract, VersionOrigin, VersionParts } from '../../../../shared/contract/run-versions.ts'
import type { RunArtefact } from '../../../../shared/contract/runs.ts'
import { AppError } from '../../../../shared/errors.ts'
import { slug } from '../../../../shared/ids.ts'
import { commitTag } from '../../../../shared/reproduction.ts'
import type { BlobStore } from '../../../platform/blobs.ts'
import { parseMlmodel } from '../../../platform/model-files/mlmodel.ts'
import type { Index } from '../../../platform/sqlite.ts'
import { isLockfile, loadArtefact, loadCode, loadEnvironment, parseEnvironment, type Catalog, type ManifestParts } from '../../catalog/service.ts'
import type { LoggedModels } from '../models.ts'
import type { RunReaders } from '../readers.ts'
import type { Registry } from '../registry.ts'
import { readSealedRun, type SealedRun } from '../sealed.ts'
import { readRunRecord } from '../store.ts'
import { chooseCandidate, modelFolderMark, toArtefact, toCandidates, toModelCandidate, type Candidate } from './artefact.ts'
import { findFramework, findMissing, findSeed, toData } from './parts.ts'

export type ToVersion = z.output<NonNullable<(typeof runVersionsContract)['toVersion']['~orpc']['inputSchema']>>

export interface RunVersions {
  /** The manifest as the sealed run gives it, and each missing part by name; nothing is written. CONFLICT: never sealed. NOT_FOUND, BAD_INPUT. */
  versionParts(origin: VersionOrigin): VersionParts
  /** Registers a version of it, with its model where that is new. What the input names takes the place of what the run says. */
  toVersion(actor: string, input: ToVersion, work: Work): Promise<Version>
}

export interface RunVersionSources {
  index: Index
  blobs: BlobStore
  catalog: Pick<Catalog, 'datasets' | 'snapshot' | 'model' | 'models' | 'registerVersion' | 'versionsFrom' | 'versionsFor'>
  readers: Pick<RunReaders, 'head'>
  models: Pick<LoggedModels, 'get' | 'files'>
  registry: Pick<Registry, 'version'>
}

const mostBytes = 8 * 1024 * 1024

export function createRunVersions(sources: RunVersionSources): RunVersions {
  return {
    versionParts: (origin) => gather(sources, origin),
    toVersion: (actor, input, work) => toVersion(sources, actor, input, work),
  }
}

interface Origin {
  run: SealedRun | null
  loggedModel: string | null
  artefact: string | undefined
  registered: NonNullable<Manifest['provenance']>['registered']
  elsewhere: string | null
}

/** Follows what is named to the run behind it. */
function findOrigin({ index, blobs, models, registry, readers }: RunVersionSources, { run, loggedModel, registered, artefact }: VersionOrigin): Origin {
  const version = registered && registry.version(registered.model, registered.version)
  const model = loggedModel ?? (version?.logged_model || undefined)
  const id = run ?? (version?.run || undefined) ?? (model === undefined ? undefined : models.get(model).source_run || undefined)
  if (id === undefined && version === undefined && model === undefined) throw new AppError('BAD_INPUT', 'Name a run, a logged model, or a registered model with its version.')
  const inRun = /^mlflow-artifacts:\/+[^/]+\/[^/]+\/artifacts\/(.+)$/.exec(version?.storage ?? '')?.[1]
  if (run !== undefined) readers.head(run)
  // A client may register what a run elsewhere made.
  const sealed = id !== undefined && readRunRecord(index, id) ? readSealedRun({ index, blobs }, id) : null
  const folder = artefact ?? (model === undefined ? inRun : undefined)
  return { run: sealed, loggedModel: artefact === undefined ? model ?? null : null, artefact: folder, registered: registered ?? null, elsewhere: version && model === undefined && (inRun === undefined || sealed === null) ? version.source : null }
}

function gather(sources: RunVersionSources, asked: VersionOrigin): VersionParts {
  const { blobs, catalog, models } = sources
  const { run, loggedModel, artefact: path, registered, elsewhere } = findOrigin(sources, asked)
  const about = run?.about
  // A model that belongs to no run: as it is now.
  const candidates = about ? toCandidates(about) : loggedModel === null ? [] : [toModelCandidate(loggedModel, models.get(loggedModel).name, models.files(loggedModel))]
  const chosen = elsewhere === null ? chooseCandidate(candidates, { loggedModel: loggedModel ?? undefined, artefact: path }) : null
  const model = about?.models?.find((one) => one.model === chosen?.path)
  const { data, unregistered } = toData(about?.datasets ?? [], catalog.datasets().flatMap(({ snapshots }) => snapshots))
  const environment = about?.environment ?? findEnvironment(blobs, [...(chosen?.content ?? []), ...(about?.artefacts ?? [])])
  const parameters = { ...model?.parameters, ...about?.parameters }
  const said = { parameters, tags: { ...model?.tags, ...about?.tags }, environment }
  const parts = { artefact: chosen && toArtefact(chosen), data, code: toCode(about?.code ?? null), environment, parameters, framework: findFlavour(blobs, chosen) ?? findFramework(said), seed: findSeed(said) }
  return {
    ...parts,
    run: run && { id: run.about.run, name: run.about.name, seal: run.seal.number, description: run.seal.sha256, changed: sources.readers.head(run.about.run).changed },
    provenance: {
      run: run && { id: run.about.run, seal: run.seal.number, description: run.seal.sha256, by: run.people },
      loggedModel: chosen?.kind === 'model' ? chosen.path : null,
      registered,
      unregisteredData: unregistered,
    },
    suggestedModel: suggest([registered?.model, model?.name]),
    choices: candidates.map(({ content: _content, ...choice }) => choice),
    chosen: chosen?.path ?? null,
    missing: findMissing({ ...parts, unregistered, choices: candidates.length, elsewhere, taggedCommit: about?.tags[commitTag] ?? null }),
    versions: [...new Set([...(run ? catalog.versionsFrom(run.about.run) : []), ...(registered ? catalog.versionsFor(registered) : [])].map(({ ref }) => ref))],
  }
}

async function toVersion(sources: RunVersionSources, actor: string, input: ToVersion, work: Work): Promise<Version> {
  const { catalog } = sources
  if (input.newModel === undefined) catalog.model(input.model)
  const found = gather(sources, input)
  const { provenance, data: named, framework, seed } = { ...found, ...definedWords(input) }
  const { data, code, environment, parameters } = input
  const parts: ManifestParts = {
    model: input.model,
    artefact: input.artefactFile === undefined ? found.artefact : await loadArtefact(input.artefactFile, work),
    data: data === undefined ? named : data.map((ref) => toNamed(catalog, found, ref)),
    code: code === undefined ? found.code : await loadCode(code),
    environment: environment === undefined ? found.environment : loadEnvironment(environment),
    parameters: parameters ?? found.parameters,
    ...(framework && { framework }),
    ...(seed && { seed }),
    provenance: input.artefactFile === undefined ? provenance : { ...provenance, loggedModel: null },
  }
  const newModel = input.newModel && { ...input.newModel, name: input.model }
  return catalog.registerVersion(actor, { parts, note: input.note, artefactPath: input.artefactFile, newModel })
}

const definedWords = ({ framework, seed }: ToVersion) => ({ ...(framework !== undefined && { framework }), ...(seed !== undefined && { seed }) })

function toNamed(catalog: RunVersionSources['catalog'], found: VersionParts, ref: string): Manifest['data'][number] {
  const { sha256, rows } = catalog.snapshot(ref)
  return found.data.find(({ snapshot }) => snapshot === ref) ?? { snapshot: ref, sha256, rows }
}

/** The states are those of a manifest: the same function reads both. */
const toCode = (code: SealedRun['about']['code']) => code as Manifest['code']

/** The first of the files that is a lock file and pins something; others are passed over. */
function findEnvironment(blobs: BlobStore, files: readonly RunArtefact[]): Manifest['environment'] {
  for (const { path, sha256, bytes } of files) {
    if (!isLockfile(basename(path)) || bytes > mostBytes || !blobs.has(sha256)) continue
    try {
      const environment = parseEnvironment(basename(path), blobs.read(sha256))
      if (environment.packages.length > 0) return environment
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  return null
}

/** What the MLmodel file of the artefact says it was made with. */
function findFlavour(blobs: BlobStore, chosen: Candidate | null): string | null {
  const file = chosen?.content.find(({ path }) => path === modelFolderMark)
  if (!file || file.bytes > mostBytes || !blobs.has(file.sha256)) return null
  const { architecture, details } = parseMlmodel(blobs.read(file.sha256).toString('utf8'), modelFolderMark)
  if (architecture === null || architecture === 'python_function') return null
  const version = details.find(({ name }) => name === 'Version of the flavour')?.value
  const name = architecture === 'sklearn' ? 'scikit-learn' : architecture
  return version === undefined ? name : `${name} ${version}`
}

const suggest = (names: readonly (string | undefined)[]): string | null => {
  const found = names.find((name) => name !== undefined && name !== '')?.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '')
  return found !== undefined && slug.safeParse(found).success ? found : null
}
