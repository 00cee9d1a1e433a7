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

/** Rows of models from a sealed description. A model that is there already stays as it is: another run may have been sealed with it later. */
export function copyModels(rows: ModelRows, run: string, models: readonly SealedModel[]): void {
  for (const { model: id, direction, step, experiment, name, type, status, sourceRun, createdAt, changedAt, removed, parameters, tags, metrics, files } of models) {
    if (!rows.find(id)) {
      rows.insert({ id, experiment, name, type, status, source_run: sourceRun, created_ms: Date.parse(createdAt), changed_ms: Date.parse(changedAt) })
      if (removed) rows.setRemoved(id)
      for (const [key, value] of Object.entries(parameters)) rows.setText(id, 'parameter', key, value)
      for (const [key, value] of Object.entries(tags)) rows.setText(id, 'tag', key, value)
      for (const { key, value, step: at, at: instant, run: of, dataset } of metrics) rows.addPoint(id, { key, value: parseMetricValue(value), step: at, atMs: Date.parse(instant), run: of, dataset })
      for (const file of files) rows.putFile(id, file)
    }
    rows.link(run, id, direction, step)
  }
}
