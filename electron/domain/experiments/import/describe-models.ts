import { toMetricValue, type SealedModel } from '../../../../shared/contract/runs.ts'
import { whyNotKey, whyNotPoint } from '../rules.ts'
import { keepFiles, type StoreOnce } from './files.ts'
import type { Leave, SourceModel, SourceRun } from './source.ts'

export function pick(kind: 'Parameter' | 'Tag', values: Readonly<Record<string, string>>, of: string, leave: Leave): Record<string, string> {
  const kept = Object.entries(values).filter(([key]) => {
    const why = whyNotKey(kind, key)
    if (why !== null) leave('values', `${kind.toLowerCase()} ${JSON.stringify(key.slice(0, 200))} of ${of}`, why)
    return why === null
  })
  return Object.fromEntries(kept)
}

/** Models of a run as they are sealed with it, in the order of direction and id. */
export async function describeModels({ run, experiment, leave }: { run: SourceRun; experiment: string; leave: Leave }, store: StoreOnce): Promise<SealedModel[]> {
  const sealed: SealedModel[] = []
  for (const model of run.models) {
    const { id, direction, step, name, type, status, sourceRun, isRemoved: removed } = model
    const of = `model ${id}`
    const createdMs = model.createdMs ?? run.startedMs ?? 0
    sealed.push({
      model: id,
      direction,
      step,
      experiment,
      name,
      type,
      status,
      sourceRun,
      createdAt: new Date(createdMs).toISOString(),
      changedAt: new Date(model.changedMs ?? createdMs).toISOString(),
      removed,
      parameters: pick('Parameter', model.parameters, of, leave),
      tags: pick('Tag', model.tags, of, leave),
      metrics: toMetrics(model, leave),
      files: await keepFiles({ of, files: [model.files], leave }, store),
    })
  }
  return sealed.toSorted((a, b) => compare(a.direction, b.direction) || compare(a.model, b.model))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** One for each name, time, step and run: clients log the same row again with a dataset, and the later counts. */
function toMetrics({ id, points }: SourceModel, leave: Leave): SealedModel['metrics'] {
  const one = new Map<string, SealedModel['metrics'][number]>()
  for (const point of points) {
    const why = whyNotPoint(point)
    const { key, value, step, atMs, run, dataset } = point
    if (why === null) one.set(JSON.stringify([key, String(atMs).padStart(16, '0'), step, run]), { key, value: toMetricValue(value + 0), step: step + 0, at: new Date(atMs).toISOString(), run, dataset })
    else leave('points', `metric ${JSON.stringify(key.slice(0, 200))} of model ${id}`, why)
  }
  return [...one].toSorted(([a], [b]) => compare(a, b)).map(([, metric]) => metric)
}
