import type * as z from 'zod'
import type { runQuery, Series } from '../../../shared/contract/experiments.ts'
import { toMetricValue, type RunArtefact, type RunDetail, type RunHead, type RunRow } from '../../../shared/contract/runs.ts'
import { AppError } from '../../../shared/errors.ts'
import { FilterError } from '../../../shared/mlflow-filter/error.ts'
import { parseOrderBy } from '../../../shared/mlflow-filter/order-by.ts'
import { parseFilter } from '../../../shared/mlflow-filter/parse.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import { filling, type DraftStatements } from '../../platform/drafts-database.ts'
import type { Index } from '../../platform/sqlite.ts'
import { readCells, readUsedValues } from './cells.ts'
import { copySealed } from './copies.ts'
import { parseCode, parseCommand, parseDataset, parseEnvironment, readDatasets } from './description.ts'
import { defaultExperiment } from './experiments.ts'
import { toClockNote } from './rules.ts'
import { createRunRows, toNumber, type Point, type PointRow, type RunRowOf, type RunRows } from './run-rows.ts'
import { readDatasetTexts, readKeys, readValues, searchRuns } from './search.ts'
import { known } from './sealing.ts'
import { readSeries } from './series.ts'
import type { RunContent } from './service.ts'
import { readExperiment, readRunRecord, readSeals } from './store.ts'

export interface ReaderSources {
  index: Index
  blobs: BlobStore
  clock: Clock
  drafts: () => DraftStatements
}

export interface RunReaders {
  /** Level with the seals of the ledger. */
  rows(): RunRows
  head(id: string): RunHead
  idsFrom(beginning: string): string[]
  run(id: string): RunDetail
  experimentName(id: string): string
  search(query: z.output<typeof runQuery>): { rows: RunRow[]; total: number }
  keys(experiments: readonly string[]): { parameters: string[]; metrics: string[]; tags: string[] }
  /** Some values of some runs. */
  cells(asked: Parameters<typeof readCells>[1]): ReturnType<typeof readCells>
  /** Values that occur, for completion. */
  usedValues(asked: Parameters<typeof readUsedValues>[1]): string[]
  series(id: string, keys: readonly string[], points: number): Series[]
  content(id: string): RunContent
  searchContent(query: z.output<typeof runQuery>): (RunContent & { head: RunHead })[]
  parameter(id: string, key: string): string | undefined
  artefacts(id: string): RunArtefact[]
  /** What is sealed with a run changed, in another table. */
  touch(id: string): void
  history(id: string, key: string, offset: number, limit: number): { points: Point[]; total: number }
  steps(id: string, key: string, range: { from: number; to: number }): number[]
  pointsAt(id: string, key: string, steps: readonly number[], limit: number): Point[]
  datasetsOf(experiments: readonly string[], limit: number): { experiment: string; name: string; digest: string; context: string | null }[]
}

export function createRunReaders({ index, blobs, clock, drafts }: ReaderSources): RunReaders {
  let opened: RunRows | null = null
  const rows = () => {
    if (opened) return opened
    const fresh = createRunRows(drafts())
    filling(drafts(), () => copySealed({ index, blobs }, fresh))
    return (opened = fresh)
  }
  const level = () => {
    rows()
    return drafts()
  }
  const experimentName = (id: string) => readExperiment(index, id)?.name ?? defaultExperiment.name
  return {
    rows,
    experimentName,
    head: (id) => toHead(known(rows(), id)),
    idsFrom: (beginning) => rows().idsFrom(beginning),
    run: (id) => toDetail(index, rows(), known(rows(), id), { experimentName, nowMs: clock.now().getTime() }),
    search(query) {
      rows()
      const { rows: found, total } = searchRuns(drafts(), toSearch(query), { count: true })
      return { rows: query.values === false ? found.map((row) => ({ ...toHead(row), parameters: {}, metrics: {}, tags: {} })) : toRows(drafts(), found), total: total! }
    },
    content: (id) => contentOf(drafts(), [known(rows(), id)])[0]!,
    searchContent({ filter, orderBy, ...query }) {
      rows()
      const found = searchRuns(drafts(), { ...query, clauses: parseFilter(filter, 'runs'), order: parseOrderBy(orderBy, 'runs') }).rows
      return contentOf(drafts(), found).map((content, at) => ({ head: toHead(found[at]!), ...content }))
    },
    parameter: (id, key) => rows().parameter(known(rows(), id).no, key),
    artefacts: (id) => rows().artefacts(known(rows(), id).no).map(({ path, sha256, bytes }) => ({ path, sha256, bytes })),
    touch(id) {
      const row = rows().find(id)
      if (row) rows().touch(row.no)
    },
    history(id, key, offset, limit) {
      const { no } = known(rows(), id)
      const points = rows().pointsFrom(no, key, offset, limit)
      return { points: points.map(toPoint(key)), total: rows().countPoints(no, key) }
    },
    steps: (id, key, { from, to }) => rows().steps(known(rows(), id).no, key, from, to),
    pointsAt: (id, key, steps, limit) => rows().pointsAt(known(rows(), id).no, key, steps, limit).map(toPoint(key)),
    datasetsOf(experiments, limit) {
      rows()
      return drafts()
        .prepare("SELECT DISTINCT experiment, run_dataset.name, digest, json_extract(content, '$.context') AS context FROM run_dataset JOIN run ON no = run WHERE experiment IN (SELECT value FROM json_each(?)) ORDER BY experiment, run_dataset.name, digest LIMIT ?")
        .all(JSON.stringify(experiments), limit) as ReturnType<RunReaders['datasetsOf']>
    },
    keys: (experiments) => readKeys(level(), experiments),
    cells: (asked) => readCells(level(), asked),
    usedValues: (asked) => readUsedValues(level(), asked),
    series(id, keys, points) {
      const { no } = known(rows(), id)
      return keys.map((key) => readSeries(rows(), no, key, points))
    },
  }
}

function toSearch({ filter, orderBy, ...query }: z.output<typeof runQuery>) {
  try {
    return { ...query, clauses: parseFilter(filter, 'runs'), order: parseOrderBy(orderBy, 'runs') }
  } catch (error) {
    if (error instanceof FilterError) throw new AppError('BAD_INPUT', `This filter or order can not be read: ${error.message}`, { cause: error })
    throw error
  }
}

const toPoint = (key: string) => (row: PointRow): Point => ({ key, value: toNumber(row), step: row.step, atMs: row.at_ms })

function contentOf(db: DraftStatements, found: readonly RunRowOf[]): RunContent[] {
  const numbers = found.map(({ no }) => no)
  const { parameters, tags, metrics } = readValues(db, numbers)
  const datasets = readDatasetTexts(db, numbers)
  return found.map(({ no }) => ({
    parameters: parameters.get(no)!,
    tags: tags.get(no)!,
    points: metrics.get(no)!.map((row) => ({ key: row.key, value: toNumber(row), step: row.step, atMs: row.at_ms })),
    datasets: (datasets.get(no) ?? []).map(parseDataset),
  }))
}

function toRows(db: DraftStatements, found: readonly RunRowOf[]): RunRow[] {
  const { parameters, tags, metrics } = readValues(db, found.map(({ no }) => no))
  return found.map((row) => ({
    ...toHead(row),
    parameters: parameters.get(row.no)!,
    tags: tags.get(row.no)!,
    metrics: Object.fromEntries(metrics.get(row.no)!.map((point) => [point.key, toMetricValue(toNumber(point))])),
  }))
}

export function toHead(row: RunRowOf): RunHead {
  const { id, experiment, name, status, discarded, source, client, person, user_name: userName, started_ms: startedMs, ended_ms: endedMs, sealed, sealed_sha256: sha256 } = row
  return {
    id,
    experiment,
    name,
    status,
    discarded: discarded === 1,
    source,
    client,
    person,
    userName,
    startedMs,
    endedMs,
    sealed: sha256 === null ? null : { number: sealed, sha256 },
    changed: sha256 !== null && row.sealed_revision !== row.revision,
  }
}

function toDetail(index: Index, rows: RunRows, row: RunRowOf, { experimentName, nowMs }: { experimentName: (id: string) => string; nowMs: number }): RunDetail {
  const { no, id, experiment } = row
  const record = readRunRecord(index, id)
  const latest = rows.latest(no)
  const seals = readSeals(index, id)
  return {
    ...toHead(row),
    experimentName: experimentName(experiment),
    startedSeq: record?.startedSeq ?? null,
    clockNote: toClockNote({ startedMs: row.started_ms, endedMs: row.ended_ms, knownMs: seals[0] ? Date.parse(seals[0].at) : nowMs }),
    versions: seals.map(({ number, seq, at, by, sha256 }) => ({ number, seq, at, by, sha256 })),
    parameters: rows.values('parameter', no),
    tags: rows.values('tag', no),
    metrics: Object.fromEntries(latest.map(({ key, value }) => [key, toMetricValue(value)])),
    latest: latest.map((point) => ({ ...point, value: toMetricValue(point.value) })),
    datasets: readDatasets(rows, no),
    artefacts: rows.artefacts(no).map(({ path, sha256, bytes }) => ({ path, sha256, bytes })),
    code: parseCode(row),
    environment: parseEnvironment(row),
    command: parseCommand(row),
    discardedFor: record?.discarded ?? null,
  }
}
