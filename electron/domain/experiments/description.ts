import type * as z from 'zod'
import { runDataset, type RunDescription, type runCode, type runCommand, type runEnvironment } from '../../../shared/contract/runs.ts'
import type { WrittenPoints } from './metrics-file.ts'
import type { RunRowOf, RunRows } from './run-rows.ts'
import type { Sealed } from './schema.ts'
import { describeModels } from './sealed-models.ts'

const toInstant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

export const parseCode = (row: RunRowOf): z.infer<typeof runCode> | null => parse(row.code)
export const parseEnvironment = (row: RunRowOf): z.infer<typeof runEnvironment> | null => parse(row.environment)
export const parseCommand = (row: RunRowOf): z.infer<typeof runCommand> | null => parse(row.command)
// Written by this module alone, into a file of its own.
const parse = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T))

export const parseDataset = (content: string) => runDataset.parse(JSON.parse(content))
export const readDatasets = (rows: RunRows, no: number) => rows.datasets(no).map(({ content }) => parseDataset(content))

/** Everything that a run is, as it is now. */
export function toDescription(rows: RunRows, row: RunRowOf, experiment: { id: string; name: string }, { metrics, file }: WrittenPoints): RunDescription {
  const { no, id, name, status, source, client, person } = row
  const models = describeModels(rows.models, id)
  return {
    schema: 'countersign/run/1',
    run: id,
    experiment,
    name,
    status,
    source,
    client,
    person,
    userName: row.user_name,
    startedAt: toInstant(row.started_ms),
    endedAt: toInstant(row.ended_ms),
    parameters: rows.values('parameter', no),
    tags: rows.values('tag', no),
    metrics,
    metricsFile: file,
    datasets: readDatasets(rows, no),
    artefacts: rows.artefacts(no).map(({ path, sha256, bytes }) => ({ path, sha256, bytes })),
    code: parseCode(row),
    environment: parseEnvironment(row),
    command: parseCommand(row),
    ...(models.length > 0 && { models }),
  }
}

/** The entry over a description: what is asked of runs without opening them. */
export function toSealedBody(about: RunDescription, description: Sealed['description'], number: number, previous: string | null): Sealed {
  const { run, experiment, name, status, source, startedAt, endedAt, metricsFile } = about
  const size = (part: object) => Object.keys(part).length
  return {
    run,
    experiment: experiment.id,
    number,
    previous,
    name,
    status,
    source,
    startedAt,
    endedAt,
    description,
    metricsFile,
    counts: {
      parameters: size(about.parameters),
      metrics: size(about.metrics),
      tags: size(about.tags),
      artefacts: about.artefacts.length,
      artefactBytes: about.artefacts.reduce((total, { bytes }) => total + bytes, 0),
    },
    datasets: about.datasets.map(({ name: called, digest, role, snapshot, sha256 }) => ({ name: called, digest, role, snapshot, sha256 })),
    commit: about.code?.commit ?? null,
  }
}
