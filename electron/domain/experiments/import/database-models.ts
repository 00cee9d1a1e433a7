import { modelStatuses, toStage, toTime, toWord, type SourceFiles, type SourceModel, type SourceRegistered, type SourceVersion } from './source.ts'

export type Row = Record<string, unknown>

/** Rows of a table; columns that it does not have are null, without the table there are none. */
export type Select = (table: string, columns: readonly string[], where?: string, ...values: readonly unknown[]) => Row[]

export const toValues = (rows: readonly Row[], key = 'key', value = 'value'): Record<string, string> => Object.fromEntries(rows.map((row): [string, string] => [String(row[key]), toWord(row[value]) ?? '']))

type Link = Pick<SourceModel, 'id' | 'direction' | 'step'>

/** Models that a run read and made, and those that name it as their source. */
export function readModels(select: Select, run: string, toFiles: (address: unknown) => SourceFiles): SourceModel[] {
  const links = new Map<string, Link>()
  const link = (one: Link) => void links.set(`${one.direction} ${one.id}`, one)
  for (const { source_type: type, destination_id: id, step } of select('inputs', ['source_type', 'destination_id', 'step'], "WHERE source_id = ? AND source_type IN ('RUN_INPUT', 'RUN_OUTPUT')", run)) {
    link({ id: String(id), direction: type === 'RUN_INPUT' ? 'input' : 'output', step: Number(step ?? 0) })
  }
  for (const { model_id: id } of select('logged_models', ['model_id'], 'WHERE source_run_id = ? ORDER BY model_id', run)) {
    if (!links.has(`output ${String(id)}`) && !links.has(`input ${String(id)}`)) link({ id: String(id), direction: 'output', step: 0 })
  }
  return [...links.values()].flatMap((one) => readModel(select, one, toFiles))
}

function readModel(select: Select, { id, direction, step }: Link, toFiles: (address: unknown) => SourceFiles): SourceModel[] {
  const row = select('logged_models', ['name', 'model_type', 'status', 'source_run_id', 'creation_timestamp_ms', 'last_updated_timestamp_ms', 'lifecycle_stage', 'artifact_location'], 'WHERE model_id = ?', id)[0]
  if (!row) return []
  const of = 'WHERE model_id = ?'
  return [
    {
      id,
      direction,
      step: Number.isSafeInteger(step) ? step : 0,
      name: toWord(row['name']) ?? id,
      type: toWord(row['model_type']) ?? '',
      status: modelStatuses[Number(row['status']) - 1] ?? 'ready',
      sourceRun: toWord(row['source_run_id']) ?? '',
      createdMs: toTime(row['creation_timestamp_ms']),
      changedMs: toTime(row['last_updated_timestamp_ms']),
      isRemoved: row['lifecycle_stage'] === 'deleted',
      parameters: toValues(select('logged_model_params', ['param_key', 'param_value'], of, id), 'param_key', 'param_value'),
      tags: toValues(select('logged_model_tags', ['tag_key', 'tag_value'], of, id), 'tag_key', 'tag_value'),
      points: select('logged_model_metrics', ['metric_name', 'metric_timestamp_ms', 'metric_step', 'metric_value', 'run_id', 'dataset_name', 'dataset_digest'], of, id).map((point) => ({
        key: String(point['metric_name']),
        value: point['metric_value'] === null ? Number.NaN : Number(point['metric_value']),
        atMs: Number(point['metric_timestamp_ms']),
        step: Number(point['metric_step'] ?? 0),
        run: toWord(point['run_id']) ?? '',
        dataset: point['dataset_name'] === null ? null : { name: toWord(point['dataset_name']) ?? '', digest: toWord(point['dataset_digest']) ?? '' },
      })),
      files: toFiles(row['artifact_location']),
    },
  ]
}

export function readRegistered(select: Select): SourceRegistered[] {
  const byName = (rows: readonly Row[]) => Map.groupBy(rows, ({ name }) => String(name))
  const tags = byName(select('registered_model_tags', ['name', 'key', 'value']))
  const aliases = byName(select('registered_model_aliases', ['name', 'alias', 'version']))
  const versionTags = Map.groupBy(select('model_version_tags', ['name', 'version', 'key', 'value']), ({ name, version }) => `${String(name)} ${String(version)}`)
  const columns = ['name', 'version', 'description', 'current_stage', 'source', 'storage_location', 'run_id', 'run_link', 'creation_time', 'last_updated_time']
  const versions = byName(select('model_versions', columns, 'ORDER BY version'))
  return select('registered_models', ['name', 'description', 'creation_time', 'last_updated_time'], 'ORDER BY name').map((row) => {
    const name = String(row['name'])
    return {
      name,
      description: toWord(row['description']) ?? '',
      createdMs: toTime(row['creation_time']),
      changedMs: toTime(row['last_updated_time']),
      tags: toValues(tags.get(name) ?? []),
      aliases: (aliases.get(name) ?? []).map(({ alias, version }) => ({ alias: String(alias), version: Number(version) })),
      versions: (versions.get(name) ?? []).map((one) => toVersion(one, toValues(versionTags.get(`${name} ${String(one['version'])}`) ?? []))),
    }
  })
}

function toVersion(row: Row, tags: Record<string, string>): SourceVersion {
  const text = (name: string) => toWord(row[name]) ?? ''
  const source = text('source')
  return {
    version: Number(row['version']),
    description: text('description'),
    stage: toStage(row['current_stage']),
    isRemoved: row['current_stage'] === 'Deleted_Internal',
    source,
    storage: text('storage_location'),
    run: text('run_id'),
    runLink: text('run_link'),
    loggedModel: /^models:\/(m-[0-9a-f]{32})$/.exec(source)?.[1] ?? '',
    createdMs: toTime(row['creation_time']),
    changedMs: toTime(row['last_updated_time']),
    tags,
  }
}
