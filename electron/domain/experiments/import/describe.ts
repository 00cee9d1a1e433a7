import type { RunDataset, RunDescription } from '../../../../shared/contract/runs.ts'
import { writePoints } from '../metrics-file.ts'
import { defaultName, whyNotPoint } from '../rules.ts'
import type { PointRow } from '../run-rows.ts'
import { describeModels, pick } from './describe-models.ts'
import { createStoreOnce, keepFiles, type createDataDigests, type Keep } from './files.ts'
import type { Leave, SourceRun } from './source.ts'

export interface DescribeSources {
  keep: Keep
  digest: ReturnType<typeof createDataDigests>
  signal: AbortSignal
  leave: Leave
  note: (what: string, note: string) => void
}

/** A run of the source as a description of ours, its points and files in `keep`. `isComplete`: its files were at hand. */
export async function describe(sources: DescribeSources, run: SourceRun, { person, experiment }: Pick<RunDescription, 'person' | 'experiment'>): Promise<{ about: RunDescription; isComplete: boolean }> {
  const { keep, signal, leave } = sources
  const store = createStoreOnce(keep, signal)
  const artefacts = await keepFiles({ of: `run ${run.id}`, files: run.files, leave }, store)
  const models = await describeModels({ run, experiment: experiment.id, leave }, store)
  const points = toRows(run, leave)
  const { metrics, file } = (await writePoints(points, keep, { no: 0 }, () => true))!
  const about: RunDescription = {
    schema: 'countersign/run/1',
    run: run.id,
    experiment,
    name: run.name === '' ? defaultName(run.id) : run.name,
    status: run.status,
    source: 'import',
    client: 'mlflow',
    person,
    userName: run.userName,
    startedAt: toInstant(run.startedMs),
    endedAt: toInstant(run.endedMs),
    parameters: pick('Parameter', run.parameters, `run ${run.id}`, leave),
    tags: pick('Tag', run.tags, `run ${run.id}`, leave),
    metrics,
    metricsFile: file,
    datasets: await toDatasets(sources, run),
    artefacts,
    code: null,
    environment: null,
    command: null,
    ...(models.length > 0 && { models }),
  }
  return { about, isComplete: [...run.files, ...run.models.map(({ files }) => files)].every(({ folder }) => folder !== null) }
}

const toInstant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** One of each, in the order in which they are sealed. */
async function toDatasets({ digest, signal, note }: DescribeSources, run: SourceRun): Promise<RunDataset[]> {
  const name = ({ name, digest: short, role }: RunDataset) => JSON.stringify([name, short, role])
  const one = new Map(run.datasets.map((data) => [name(data), data]))
  const datasets: RunDataset[] = []
  for (const data of one.values()) datasets.push({ ...data, sha256: await digest(data, run.endedMs, signal, (text) => note(`${data.name} of run ${run.id}`, text)) })
  return datasets.toSorted((a, b) => Buffer.compare(Buffer.from(name(a)), Buffer.from(name(b))))
}

/** Points of a run in the order of its file, equal ones once. */
function toRows({ id, points }: SourceRun, leave: Leave): Parameters<typeof writePoints>[0] {
  const byKey = new Map<string, PointRow[]>()
  for (const point of points) {
    const why = whyNotPoint(point)
    if (why !== null) leave('points', `metric ${JSON.stringify(point.key.slice(0, 200))} of run ${id}`, why)
    else {
      const { step, atMs, value } = point
      const isNan = Number.isNaN(value)
      const row = { step: step + 0, at_ms: atMs + 0, value: isNan ? 0 : value + 0, nan: isNan ? 1 : 0 }
      const rows = byKey.get(point.key)
      if (rows) rows.push(row)
      else byKey.set(point.key, [row])
    }
  }
  for (const [key, rows] of byKey) byKey.set(key, rows.toSorted(order).filter((row, at, all) => at === 0 || order(row, all[at - 1]!) !== 0))
  const at = new Map<string, number>()
  return {
    metricKeys: () => [...byKey.keys()],
    points(_no, key, atMost, after) {
      const from = after === undefined ? 0 : at.get(key)!
      at.set(key, from + atMost)
      return byKey.get(key)!.slice(from, from + atMost)
    },
  }
}

/** No difference of infinities: it is not a number. */
const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)
const order = (a: PointRow, b: PointRow) => compare(a.step, b.step) || compare(a.at_ms, b.at_ms) || compare(a.value, b.value) || compare(a.nan, b.nan)
