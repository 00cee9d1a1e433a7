import type { Experiment } from '../../../shared/contract/experiments.ts'
import { toMetricValue, type RunDataset, type RunHead, type RunStatus } from '../../../shared/contract/runs.ts'
import { artifactRoot, contextTag, type Point } from '../../domain/experiments/service.ts'

export { artifactRoot, contextTag, modelRoot } from '../../domain/experiments/service.ts'

/** What clients read. Fields without a value are left out; numbers of 64 bits are JSON numbers. */
export const toPairs = (values: Readonly<Record<string, string>>) => Object.entries(values).map(([key, value]) => ({ key, value }))

/** Where a client said that files of an experiment lie. */
export const locationTag = 'countersign.artifactLocation'

export const toExperiment = ({ id, name, archived, at, changedAt, tags: { [locationTag]: location, ...tags } }: Experiment) => ({
  experiment_id: id,
  name,
  artifact_location: location ?? `mlflow-artifacts:/${id}`,
  lifecycle_stage: archived ? 'deleted' : 'active',
  last_update_time: Date.parse(changedAt),
  creation_time: Date.parse(at),
  ...(Object.keys(tags).length > 0 && { tags: toPairs(tags) }),
})

export const toStatus = (status: RunStatus): string => status.toUpperCase()

export const toRunInfo = ({ id, experiment, name, userName, status, startedMs, endedMs, discarded }: RunHead) => ({
  run_uuid: id,
  experiment_id: experiment,
  run_name: name,
  user_id: userName,
  status: toStatus(status),
  ...(startedMs !== null && { start_time: startedMs }),
  ...(endedMs !== null && { end_time: endedMs }),
  artifact_uri: artifactRoot(experiment, id),
  lifecycle_stage: discarded ? 'deleted' : 'active',
  run_id: id,
})

export const toMetric = ({ key, value, atMs, step }: Point) => ({ key, value: toMetricValue(value), timestamp: atMs, step })

export interface RunContent {
  head: RunHead
  points: readonly Point[]
  parameters: Readonly<Record<string, string>>
  tags: Readonly<Record<string, string>>
  datasets: readonly RunDataset[]
  models: { inputs: readonly { model_id: string }[]; outputs: readonly { model_id: string; step: number }[] }
}

const some = <K extends string, T>(name: K, list: readonly T[]) => (list.length === 0 ? {} : ({ [name]: list } as { [P in K]: readonly T[] }))

export const toRun = ({ head, points, parameters, tags, datasets, models }: RunContent) => ({
  info: toRunInfo(head),
  data: { ...some('metrics', points.map(toMetric)), ...some('params', toPairs(parameters)), ...some('tags', toPairs(tags)) },
  inputs: { ...some('dataset_inputs', datasets.map(toDatasetInput)), ...some('model_inputs', models.inputs) },
  outputs: { ...some('model_outputs', models.outputs) },
})

const toDatasetInput = ({ name, digest, sourceType, source, schema, profile, context, tags = {} }: RunDataset) => ({
  ...some('tags', [...toPairs(tags), ...(context === null ? [] : [{ key: contextTag, value: context }])]),
  dataset: { name, digest, source_type: sourceType, source, ...(schema !== null && { schema }), ...(profile !== null && { profile }) },
})
