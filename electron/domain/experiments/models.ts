import { randomBytes } from 'node:crypto'
import type { RunArtefact } from '../../../shared/contract/runs.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clause, Order } from '../../../shared/mlflow-filter/clause.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import type { DraftStatements } from '../../platform/drafts-database.ts'
import { storeFile, storeStream } from './artefacts.ts'
import type { ModelPoint, ModelRow, ModelRows } from './model-rows.ts'
import { searchModels } from './model-search.ts'
import { whyNotPath } from './rules.ts'

/** A model that a client logged: it belongs to an experiment, may come out of a run, and has files and figures of its own. */
export interface LoggedModel extends Omit<ModelRow, 'removed'> {
  parameters: Record<string, string>
  tags: Record<string, string>
  points: ModelPoint[]
}

export interface ModelQuery {
  experiments: readonly string[]
  clauses: readonly Clause[]
  order: readonly Order[]
  datasets: readonly { name: string; digest: string | null }[]
  limit: number
  offset: number
}

export interface LoggedModels {
  create(input: { experiment: string; name: string; type: string; sourceRun: string; parameters: Readonly<Record<string, string>>; tags: Readonly<Record<string, string>> }): LoggedModel
  /** NOT_FOUND, also where it was removed. */
  get(id: string): LoggedModel
  search(query: ModelQuery): LoggedModel[]
  setStatus(id: string, status: ModelRow['status']): LoggedModel
  /** It stays in what was sealed with it. */
  remove(id: string): void
  setTags(id: string, tags: Readonly<Record<string, string>>): void
  removeTag(id: string, key: string): boolean
  setParameters(id: string, parameters: Readonly<Record<string, string>>): void
  addPoints(id: string, points: readonly ModelPoint[]): void
  files(id: string): RunArtefact[]
  putFile(id: string, path: string, source: AsyncIterable<Uint8Array> | string): Promise<RunArtefact>
  removeFile(id: string, path: string): void
  link(run: string, direction: 'input' | 'output', models: readonly { model: string; step: number }[]): void
  of(run: string): { model: string; direction: 'input' | 'output'; step: number }[]
  /** The same of many runs, by one statement. */
  ofMany(runs: readonly string[]): ReturnType<ModelRows['modelsOfMany']>
}

export interface ModelSources {
  clock: Clock
  blobs: Pick<BlobStore, 'create'>
  drafts: () => DraftStatements
  /** Level with the seals of the ledger. */
  rows: () => ModelRows
  /** Hears of changes to what is sealed with a run. */
  touchRun: (run: string) => void
}

export function createLoggedModels({ clock, blobs, drafts, rows, touchRun }: ModelSources): LoggedModels {
  const known = (id: string): ModelRow => {
    const row = rows().find(id)
    if (row && row.removed === 0) return row
    throw new AppError('NOT_FOUND', `Logged model with ID '${id}' not found.`)
  }
  const toModel = ({ removed: _removed, ...row }: ModelRow): LoggedModel => ({ ...row, parameters: rows().texts(row.id, 'parameter'), tags: rows().texts(row.id, 'tag'), points: rows().points(row.id) })
  const change = (id: string, act: (row: ModelRow) => void) => {
    const row = known(id)
    rows().atOnce(() => {
      act(row)
      rows().touch(id, clock.now().getTime())
      for (const run of rows().runsOf(id)) touchRun(run)
    })
  }
  return {
    create(input) {
      const id = `m-${randomBytes(16).toString('hex')}`
      rows().atOnce(() => {
        insert(rows(), id, input, clock.now().getTime())
        touchRun(input.sourceRun)
      })
      return toModel(known(id))
    },
    get: (id) => toModel(known(id)),
    search: (query) => rows() && searchModels(drafts(), query).map(toModel),
    setStatus(id, status) {
      change(id, () => rows().setStatus(id, status))
      return toModel(known(id))
    },
    remove: (id) => change(id, () => rows().setRemoved(id)),
    setTags: (id, tags) => change(id, () => Object.entries(tags).forEach(([key, value]) => rows().setText(id, 'tag', key, value))),
    removeTag(id, key) {
      const had = Object.hasOwn(rows().texts(id, 'tag'), key)
      if (had) change(id, () => rows().removeText(id, 'tag', key))
      return had
    },
    setParameters: (id, parameters) => change(id, () => Object.entries(parameters).forEach(([key, value]) => rows().setText(id, 'parameter', key, value))),
    addPoints: (id, points) => change(id, () => points.forEach((point) => rows().addPoint(id, point))),
    files: (id) => rows().files(known(id).id),
    async putFile(id, path, source) {
      const why = whyNotPath(path)
      if (why !== null) throw new AppError('BAD_INPUT', why)
      known(id)
      const stored = typeof source === 'string' ? await storeFile(blobs, source, path) : await storeStream(blobs, source, path)
      change(id, () => rows().putFile(id, stored))
      return stored
    },
    removeFile: (id, path) => change(id, () => rows().removeFile(id, path)),
    link(run, direction, models) {
      rows().atOnce(() => {
        for (const { model, step } of models) rows().link(run, known(model).id, direction, step)
        touchRun(run)
      })
    },
    of: (run) => rows().modelsOf(run),
    ofMany: (runs) => rows().modelsOfMany(runs),
  }
}

function insert(rows: ModelRows, id: string, { experiment, name, type, sourceRun, parameters, tags }: Parameters<LoggedModels['create']>[0], ms: number): void {
  rows.insert({ id, experiment, name, type, status: 'pending', source_run: sourceRun, created_ms: ms, changed_ms: ms })
  for (const [key, value] of Object.entries(parameters)) rows.setText(id, 'parameter', key, value)
  for (const [key, value] of Object.entries(tags)) rows.setText(id, 'tag', key, value)
}
