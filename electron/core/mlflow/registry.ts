import { parseOrderBy } from '../../../shared/mlflow-filter/order-by.ts'
import { parseFilter } from '../../../shared/mlflow-filter/parse.ts'
import type { ModelVersion, RegisteredModel } from '../../domain/experiments/service.ts'
import { MlflowError } from './errors.ts'
import { parsePageToken, toPageSize, toPageToken } from './limits.ts'
import { readAlias, readName, readTag, readTags, readVersion, toStage } from './registry-names.ts'
import { findSource } from './registry-sources.ts'
import { missing, type Params } from './request.ts'
import type { Caller, Routes } from './routes.ts'
import { toPairs } from './wire.ts'

const registryOf = ({ experiments }: Caller) => experiments.registry

export const registeredModelRoutes: Routes = {
  'POST registered-models/create'(params, caller) {
    const name = readName(params)
    refuseTaken(caller, name)
    return { registered_model: toModel(registryOf(caller).open(caller.person, { name, description: params.text('description') ?? '', tags: readTags(params) })) }
  },
  'GET registered-models/get': (params, caller) => ({ registered_model: toModel(registryOf(caller).get(readName(params))) }),
  'GET registered-models/search'(params, caller) {
    const { size, offset, query } = toQuery(params, 'registered_models', 100, 1000)
    const found = registryOf(caller).search(query)
    return { ...(found.length > 0 && { registered_models: found.slice(0, size).map(toModel) }), ...toNext(found.length > size, offset + size) }
  },
  'POST registered-models/rename'(params, caller) {
    const name = readName(params)
    const to = readName(params, 'new_name')
    registryOf(caller).get(name)
    refuseTaken(caller, to)
    return { registered_model: toModel(registryOf(caller).rename(caller.person, name, to)) }
  },
  'PATCH registered-models/update': (params, caller) => ({ registered_model: toModel(registryOf(caller).describe(readName(params), params.text('description') ?? '')) }),
  'DELETE registered-models/delete'(params, caller) {
    registryOf(caller).remove(caller.person, readName(params))
    return {}
  },
  'POST registered-models/get-latest-versions': latest,
  'GET registered-models/get-latest-versions': latest,
  'POST registered-models/set-tag'(params, caller) {
    registryOf(caller).setTag(readName(params), ...readTag(params))
    return {}
  },
  'DELETE registered-models/delete-tag'(params, caller) {
    registryOf(caller).removeTag(readName(params), params.required('key'))
    return {}
  },
  'POST registered-models/alias'(params, caller) {
    registryOf(caller).setAlias(readName(params), readAlias(params), readVersion(params))
    return {}
  },
  'DELETE registered-models/alias'(params, caller) {
    registryOf(caller).removeAlias(readName(params), params.required('alias'))
    return {}
  },
  'GET registered-models/alias'(params, caller) {
    const alias = params.required('alias')
    const found = registryOf(caller).byAlias(readName(params), alias)
    if (!found) throw new MlflowError('INVALID_PARAMETER_VALUE', `Registered model alias ${alias} not found.`)
    return { model_version: toVersion(found) }
  },
}

export const modelVersionRoutes: Routes = {
  'POST model-versions/create': register,
  'GET model-versions/get': (params, caller) => ({ model_version: toVersion(versionOf(params, caller)) }),
  'GET model-versions/get-download-uri': (params, caller) => ({ artifact_uri: versionOf(params, caller).storage }),
  'GET model-versions/search'(params, caller) {
    const { size, offset, query } = toQuery(params, 'model_versions', 10_000, 200_000)
    const found = registryOf(caller).searchVersions(query)
    return { ...(found.length > 0 && { model_versions: found.slice(0, size).map(withoutAliases) }), ...toNext(found.length > size, offset + size) }
  },
  'PATCH model-versions/update': (params, caller) => ({ model_version: toVersion(registryOf(caller).describeVersion(readName(params), readVersion(params), params.text('description') ?? '')) }),
  'POST model-versions/transition-stage'(params, caller) {
    const archive = params.flag('archive_existing_versions')
    if (archive === undefined) throw missing('archive_existing_versions')
    const stage = toStage(params.required('stage'))
    if (archive && (stage === 'None' || stage === 'Archived')) throw new MlflowError('INVALID_PARAMETER_VALUE', `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are Staging, Production`)
    return { model_version: toVersion(registryOf(caller).setStage(readName(params), readVersion(params), stage, archive)) }
  },
  'DELETE model-versions/delete'(params, caller) {
    registryOf(caller).removeVersion(caller.person, readName(params), readVersion(params))
    return {}
  },
  'POST model-versions/set-tag'(params, caller) {
    registryOf(caller).setVersionTag(readName(params), readVersion(params), ...readTag(params))
    return {}
  },
  'DELETE model-versions/delete-tag'(params, caller) {
    registryOf(caller).removeVersionTag(readName(params), readVersion(params), params.required('key'))
    return {}
  },
}

function refuseTaken(caller: Caller, name: string): void {
  if (registryOf(caller).has(name)) throw new MlflowError('RESOURCE_ALREADY_EXISTS', `Registered Model (name=${name}) already exists.`)
}

const versionOf = (params: Params, caller: Caller): ModelVersion => registryOf(caller).version(readName(params), readVersion(params))

function register(params: Params, caller: Caller) {
  const model = readName(params)
  const source = params.required('source')
  const asked = params.text('model_id') ?? ''
  const found = findSource(caller, source, { run: params.text('run_id') ?? '', loggedModel: asked })
  const version = registryOf(caller).register(caller.person, { model, source, ...found, runLink: params.text('run_link') ?? '', description: params.text('description') ?? '', tags: readTags(params) })
  if (asked !== '') noteVersion(caller, asked, version)
  return { model_version: toVersion(version) }
}

const versionsTag = 'mlflow.modelVersions'

/** Clients read from the model where it was registered. */
function noteVersion({ models }: Caller, id: string, { model, version }: ModelVersion): void {
  const before = models.get(id).tags[versionsTag]?.replace(/\]\s*$/, ', ') ?? '['
  models.setTags(id, { [versionsTag]: `${before}{"name": ${JSON.stringify(model)}, "version": ${version}}]` })
}

function latest(params: Params, caller: Caller) {
  const asked = params.texts('stages').map(toStage)
  const found = registryOf(caller).get(readName(params)).latest.filter(({ stage }) => asked.length === 0 || asked.includes(stage))
  return found.length === 0 ? {} : { model_versions: found.map(toVersion) }
}

function toQuery(params: Params, target: 'registered_models' | 'model_versions', usual: number, most: number) {
  const size = toPageSize(params.whole('max_results'), usual, most)
  const offset = parsePageToken(params.text('page_token'))
  return { size, offset, query: { clauses: parseFilter(params.text('filter') ?? '', target), order: parseOrderBy(params.texts('order_by'), target), limit: size + 1, offset } }
}

const toNext = (more: boolean, offset: number) => (more ? { next_page_token: toPageToken(offset) } : {})

const toTags = (tags: Readonly<Record<string, string>>) => (Object.keys(tags).length === 0 ? {} : { tags: toPairs(tags) })

const withoutAliases = ({ model, version, created_ms: created, changed_ms: changed, stage, description, source, run, run_link: link, tags }: ModelVersion) => ({
  name: model,
  version: String(version),
  creation_timestamp: created,
  last_updated_timestamp: changed,
  current_stage: stage,
  description,
  source,
  run_id: run,
  status: 'READY',
  ...toTags(tags),
  run_link: link,
})

const toVersion = (version: ModelVersion) => ({ ...withoutAliases(version), ...(version.aliases.length > 0 && { aliases: version.aliases }) })

const toModel = ({ name, created_ms: created, changed_ms: changed, description, latest: versions, tags, aliases }: RegisteredModel) => ({
  name,
  creation_timestamp: created,
  last_updated_timestamp: changed,
  ...(description !== '' && { description }),
  ...(versions.length > 0 && { latest_versions: versions.map(withoutAliases) }),
  ...toTags(tags),
  ...(aliases.length > 0 && { aliases: aliases.map(({ alias, version }) => ({ alias, version: String(version) })) }),
})
