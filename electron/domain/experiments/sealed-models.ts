import { parseMetricValue, toMetricValue, type SealedModel } from '../../../shared/contract/runs.ts'
import type { ModelRows } from './model-rows.ts'

const toInstant = (ms: number) => new Date(ms).toISOString()

/** Models of a run as they are now, in the order of direction and id: those that a client linked with it, and those that name it as their source. */
export const describeModels = (rows: ModelRows, run: string): SealedModel[] =>
  rows.sealedWith(run).map(({ model, direction, step }) => {
    const { id, experiment, name, type, status, source_run: sourceRun, created_ms: created, changed_ms: changed, removed } = rows.find(model)!
    return {
      model: id,
      direction,
      step,
      experiment,
      name,
      type,
      status,
      sourceRun,
      createdAt: toInstant(created),
      changedAt: toInstant(changed),
      removed: removed === 1,
      parameters: rows.texts(id, 'parameter'),
      tags: rows.texts(id, 'tag'),
      metrics: rows.points(id).map(({ key, value, atMs, step: at, run: of, dataset }) => ({ key, value: toMetricValue(value), step: at, at: toInstant(atMs), run: of, dataset })),
      files: rows.files(id),
    }
  })

/** Rows of models from a sealed description. One that is here and was not changed before that stays as it is: another run may have been sealed with it later. */
export function copyModels(rows: ModelRows, run: string, models: readonly SealedModel[]): void {
  for (const sealed of models) {
    const row = rows.find(sealed.model)
    if (row && row.changed_ms < Date.parse(sealed.changedAt)) rows.remove(sealed.model)
    if (!row || row.changed_ms < Date.parse(sealed.changedAt)) insertModel(rows, sealed)
    rows.link(run, sealed.model, sealed.direction, sealed.step)
  }
}

function insertModel(rows: ModelRows, { model: id, experiment, name, type, status, sourceRun, createdAt, changedAt, removed, parameters, tags, metrics, files }: SealedModel): void {
  rows.insert({ id, experiment, name, type, status, source_run: sourceRun, created_ms: Date.parse(createdAt), changed_ms: Date.parse(changedAt) })
  if (removed) rows.setRemoved(id)
  for (const [key, value] of Object.entries(parameters)) rows.setText(id, 'parameter', key, value)
  for (const [key, value] of Object.entries(tags)) rows.setText(id, 'tag', key, value)
  for (const { key, value, step, at, run, dataset } of metrics) rows.addPoint(id, { key, value: parseMetricValue(value), step, atMs: Date.parse(at), run, dataset })
  for (const file of files) rows.putFile(id, file)
}
