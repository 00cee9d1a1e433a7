import { basename, dirname, join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import { openForeign, type ForeignDatabase } from '../../../platform/foreign-database.ts'
import { readModels, readRegistered, toValues, type Row, type Select } from './database-models.ts'
import { isFolder } from './folder-values.ts'
import { contextTag, statuses, toDataset, toTime, toWord, type RunStore, type SourceExperiment, type SourceFiles, type SourceRun, withModels } from './source.ts'

/** A database of MLflow, of any age that has runs: tables and columns that came later or went are done without. */
export function openDatabase(file: string): RunStore {
  const database = openForeign(file)
  const select: Select = (...asked) => selectFrom(database, ...asked)
  const schema = toWord(select('alembic_version', ['version_num'])[0]?.['version_num'])
  if (!['experiments', 'runs'].every((table) => database.columns(table).length > 0)) {
    database.close()
    throw new AppError('BAD_INPUT', `${file} is a SQLite database, but none of MLflow's tracking: it has no tables "experiments" and "runs". Give the file that MLflow's server was started with.`)
  }
  const folder = dirname(file)
  const count = (table: string) => (database.columns(table).length === 0 ? 0 : Number(database.all(`SELECT count(*) AS n FROM "${table}"`)[0]!['n']))
  return {
    about: { kind: 'database', name: basename(file), schema },
    folder,
    experiments: () => readExperiments(select),
    run: (_experiment, id, leave) => {
      const run = readRun(select, folder, id)
      if (run === null) leave('runs', id, 'Its status is none that MLflow has.')
      return run
    },
    models: ({ id }) => select('logged_models', ['model_id'], 'WHERE experiment_id = ?', id).map((row) => String(row['model_id'])),
    registered: () => readRegistered(select),
    others: () => [['traces', count('trace_info')]],
    close: database.close,
  }
}

/** Columns that the table does not have are null; without the table there are no rows. Whole numbers of identity are read as text. */
function selectFrom(database: ForeignDatabase, table: string, columns: readonly string[], where = '', ...values: readonly unknown[]): Row[] {
  const there = database.columns(table)
  if (there.length === 0) return []
  const list = columns.map((name) => (!there.includes(name) ? `NULL AS "${name}"` : name === 'experiment_id' ? `CAST("${name}" AS TEXT) AS "${name}"` : `"${name}"`))
  return database.all(`SELECT ${list.join(', ')} FROM "${table}" ${where}`, ...values)
}

function readExperiments(select: Select): SourceExperiment[] {
  const runs = Map.groupBy(select('runs', ['run_uuid', 'experiment_id'], 'ORDER BY start_time, run_uuid'), (row) => toWord(row['experiment_id']))
  const tags = Map.groupBy(select('experiment_tags', ['experiment_id', 'key', 'value']), (row) => toWord(row['experiment_id']))
  return select('experiments', ['experiment_id', 'name', 'lifecycle_stage']).map((row) => {
    const id = toWord(row['experiment_id']) ?? ''
    return { id, name: toWord(row['name']) ?? id, isDeleted: row['lifecycle_stage'] === 'deleted', tags: toValues(tags.get(id) ?? []), runs: (runs.get(id) ?? []).map((run) => String(run['run_uuid'])) }
  })
}

function readRun(select: Select, folder: string, id: string): SourceRun | null {
  const row = select('runs', ['name', 'user_id', 'status', 'start_time', 'end_time', 'lifecycle_stage', 'artifact_uri', 'experiment_id'], 'WHERE run_uuid = ?', id)[0] ?? {}
  const status = statuses.find((one) => one === toWord(row['status'])?.toLowerCase())
  if (!status) return null
  const models = readModels(select, id, (address) => toFiles(folder, address))
  const tags = toValues(select('tags', ['key', 'value'], 'WHERE run_uuid = ?', id))
  return {
    id,
    name: tags['mlflow.runName'] ?? toWord(row['name']) ?? '',
    userName: toWord(row['user_id']) ?? tags['mlflow.user'] ?? '',
    status,
    isDeleted: row['lifecycle_stage'] === 'deleted',
    startedMs: toTime(row['start_time']),
    endedMs: toTime(row['end_time']),
    parameters: toValues(select('params', ['key', 'value'], 'WHERE run_uuid = ?', id)),
    tags,
    points: select('metrics', ['key', 'value', 'timestamp', 'step', 'is_nan'], 'WHERE run_uuid = ?', id).map((point) => ({
      key: String(point['key']),
      value: Number(point['is_nan'] ?? 0) === 1 || point['value'] === null ? Number.NaN : Number(point['value']),
      step: Number(point['step'] ?? 0),
      atMs: Number(point['timestamp']),
    })),
    datasets: readDatasets(select, id),
    files: withModels(toFiles(folder, row['artifact_uri']), models),
    models,
  }
}

function readDatasets(select: Select, run: string) {
  const inputs = select('inputs', ['input_uuid', 'source_id'], "WHERE destination_type = 'RUN' AND destination_id = ? AND source_type = 'DATASET'", run)
  return inputs.flatMap((input) => {
    const data = select('datasets', ['name', 'digest', 'dataset_source_type', 'dataset_source', 'dataset_schema', 'dataset_profile'], 'WHERE dataset_uuid = ?', input['source_id'])[0]
    const context = select('input_tags', ['value'], "WHERE input_uuid = ? AND name = ?", input['input_uuid'], contextTag)[0]
    if (!data) return []
    const { dataset_source_type: source_type, dataset_source: source, dataset_schema: schema, dataset_profile: profile } = data
    return [toDataset({ ...data, source_type, source, schema, profile }, toWord(context?.['value']))]
  })
}

/**
 * Where the files of an address lie beside the database: its last three or four parts (`<experiment>/<run>/artifacts`) are looked for where
 * MLflow puts them. The address itself is never followed: it may name any place of this computer.
 */
function toFiles(folder: string, address: unknown): SourceFiles {
  const uri = toWord(address) ?? ''
  const tail = /([\w-]+\/(?:models\/)?[\w-]+\/artifacts)\/?$/.exec(uri.replaceAll('\\', '/'))?.[1]
  const found = tail === undefined ? undefined : ['mlartifacts', 'mlruns', 'artifacts', ''].map((name) => join(folder, name, tail)).find(isFolder)
  return { path: '', folder: found ?? null, uri }
}
