import type { RunArtefact } from '../../../../shared/contract/runs.ts'
import { readSeqsOf, type EntryDraft, type Ledger } from '../../ledger/service.ts'
import type { Index } from '../../../platform/sqlite.ts'
import { artifactRoot, modelRoot } from '../file-places.ts'
import { ofModel, type RegistryRows } from '../registry-rows.ts'
import type { SourceRegistered, SourceVersion } from './source.ts'
import type { Tally } from './tally.ts'

export interface RegistrySources {
  ledger: Ledger
  index: Index
  rows: RegistryRows
  tally: Tally
  /** Experiment and files of a run that is here or about to be; null where there is none. */
  run: (id: string) => { experiment: string; files: readonly RunArtefact[] } | null
  /** The same of a logged model. */
  model: (id: string) => { experiment: string; run: string; files: readonly RunArtefact[] } | null
  nowMs: number
}

export interface RegistryPlan {
  entries: EntryDraft[]
  /** Rows that belong to the entries, in the same transaction of drafts.db. */
  write: () => void
}

/** Text of files that still fits into an entry beside the rest. */
const mostFileBytes = 48_000

/** What of the registered models of a source is not here yet. What is here stays as it is; only an alias goes over to a version that comes with it. */
export function planRegistry(sources: RegistrySources, registered: readonly SourceRegistered[]): RegistryPlan {
  const told = readTold(sources)
  const plans = registered.map((one) => planModel(sources, one, told))
  return { entries: plans.flatMap(({ entries }) => entries), write: () => plans.forEach(({ write }) => write()) }
}

interface Told {
  models: Set<string>
  /** By name and number the source that the entry names. */
  versions: Map<string, string>
}

const toKey = (name: string, version: number) => JSON.stringify([name, version])

/** What was ever registered here: also what was renamed or removed since is not registered again. */
function readTold({ ledger, index }: RegistrySources): Told {
  const told: Told = { models: new Set(), versions: new Map() }
  for (const seq of readSeqsOf(index, ['registry.opened/v1', 'registry.registered/v1'])) {
    const { kind, body } = ledger.read(seq)
    if (kind === 'registry.opened/v1') told.models.add(String(body['model']))
    else told.versions.set(toKey(String(body['model']), Number(body['version'])), String(body['source']))
  }
  return told
}

function planModel(sources: RegistrySources, model: SourceRegistered, told: Told): RegistryPlan {
  const { rows, tally, nowMs } = sources
  const { name, description, tags, aliases } = model
  const isNew = !told.models.has(name) && rows.model(name) === undefined
  const isGone = !isNew && rows.model(name) === undefined
  tally.add('registered_models', isNew ? 'imported' : 'present')
  told.models.add(name)
  const fresh = model.versions.filter((version) => isWanted(sources, { name, isGone }, version, told)).map((version) => ({ version, ...follow(sources, name, version) }))
  tally.add('model_versions', 'imported', fresh.length)
  const opened: EntryDraft[] = isNew ? [{ kind: 'registry.opened/v1', body: { model: name, description } }] : []
  return {
    entries: [...opened, ...fresh.map(({ version, loggedModel, run, files }) => toEntry(name, version, { loggedModel, run, files: toListed(files, `version ${version.version} of ${name}`, tally) }))],
    write() {
      if (isNew) {
        rows.insertModel(name, model.createdMs ?? nowMs, description)
        rows.touchModel(name, model.changedMs ?? nowMs)
        for (const [key, value] of Object.entries(tags)) rows.setTag(name, ofModel, key, value)
      }
      for (const { version, ...place } of fresh) insertVersion(rows, name, version, { ...place, nowMs })
      for (const { alias, version } of aliases) if (fresh.some((one) => one.version.version === version)) rows.setAlias(name, alias, version)
    },
  }
}

function isWanted({ rows, tally }: RegistrySources, { name, isGone }: { name: string; isGone: boolean }, version: SourceVersion, told: Told): boolean {
  const what = `version ${version.version} of ${name}`
  if (version.isRemoved) {
    tally.leave('model_versions', what, 'It was deleted in MLflow.')
    return false
  }
  const key = toKey(name, version.version)
  const here = told.versions.get(key) ?? rows.version(name, version.version)?.source
  if (here === version.source) tally.add('model_versions', 'present')
  else if (here !== undefined) tally.leave('model_versions', what, 'Another version of this number is registered here; it stays as it is.')
  else if (isGone) tally.leave('model_versions', what, 'Its model was renamed or removed here after it was imported.')
  else told.versions.set(key, version.source)
  return here === undefined && !isGone
}

interface VersionPlace {
  storage: string
  run: string
  loggedModel: string
  files: readonly RunArtefact[]
}

/** Finds what a version is made of among what is here. Addresses are of another computer: only the ids in them are looked for. */
function follow({ run: runOf, model: modelOf, tally }: RegistrySources, name: string, { source, storage, run, loggedModel, version }: SourceVersion): VersionPlace {
  const address = (storage === '' ? source : storage).replaceAll('\\', '/')
  const id = loggedModel === '' ? (/(?:^|\/)(m-[0-9a-f]{32})(?:\/|$)/.exec(address)?.[1] ?? '') : loggedModel
  const model = id === '' ? null : modelOf(id)
  if (model !== null) return { storage: modelRoot(model.experiment, id), run: run === '' ? model.run : run, loggedModel: id, files: model.files }
  const [, of = '', folder = ''] = /(?:^|\/)([\w-]+)\/artifacts(?:\/(.*))?$/.exec(address) ?? /^runs:\/([^/]+)(?:\/(.*))?$/.exec(source) ?? []
  const found = of === '' ? null : runOf(of)
  if (found !== null) {
    const files = found.files.filter(({ path }) => folder === '' || path === folder || path.startsWith(`${folder}/`))
    return { storage: [artifactRoot(found.experiment, of), folder].filter((part) => part !== '').join('/'), run: run === '' ? of : run, loggedModel: '', files }
  }
  tally.note(`version ${version} of ${name}`, 'Neither its run nor its model is here, so no files are named with it.')
  return { storage: source, run, loggedModel: id, files: [] }
}

function toListed(files: readonly RunArtefact[], what: string, tally: Tally): RunArtefact[] {
  const listed = files.map(({ path, sha256, bytes }) => ({ path, sha256, bytes }))
  if (Buffer.byteLength(JSON.stringify(listed)) <= mostFileBytes) return listed
  tally.note(what, 'It has more files than an entry holds; they stand in the description of its run.')
  return []
}

const toEntry = (model: string, { version, source }: SourceVersion, { run, loggedModel, files }: { run: string; loggedModel: string; files: RunArtefact[] }): EntryDraft => ({
  kind: 'registry.registered/v1',
  body: { model, version, source, run: run === '' ? null : run, loggedModel: loggedModel === '' ? null : loggedModel, files },
})

function insertVersion(rows: RegistryRows, model: string, { version, description, stage, source, runLink, createdMs, changedMs, tags }: SourceVersion, { storage, run, loggedModel, nowMs }: Omit<VersionPlace, 'files'> & { nowMs: number }): void {
  const created = createdMs ?? nowMs
  rows.insertVersion({ model, version, created_ms: created, changed_ms: changedMs ?? created, description, stage, source, storage, run, run_link: runLink, logged_model: loggedModel })
  for (const [key, value] of Object.entries(tags)) rows.setTag(model, version, key, value)
}
