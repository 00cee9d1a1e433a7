import type { RunDescription } from '../../../shared/contract/runs.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import { changeDrafts } from '../../platform/drafts-database.ts'
import type { Index } from '../../platform/sqlite.ts'
import { parsePoints } from './points-file.ts'
import { createRunRows, type RunRows } from './run-rows.ts'
import { parseDescription } from './sealed.ts'
import { copyModels } from './sealed-models.ts'
import { readExperiment, readRunRecord, readRunsSealedAs, readSealedAfter, readSeals, type SealRow } from './store.ts'

export interface CopySources {
  index: Index
  blobs: Pick<BlobStore, 'has' | 'read' | 'erased'>
}

/**
 * Brings the rows level with the seals of the ledger: drafts.db may be older than the ledger (restored, deleted, or the program died between
 * an entry and its mark). A row that was written to since its seal is never overwritten: what was written since its seal is in no other place.
 */
export function copySealed({ index, blobs }: CopySources, rows: RunRows): void {
  const behind = readSealedAfter(index, rows.copiedTo())
  // Each transaction waits for the disk.
  for (let from = 0; from < behind.length; from += atOnce) {
    const part = behind.slice(from, from + atOnce)
    rows.atOnce(() => {
      for (const { id } of part) copyOne({ index, blobs }, rows, id)
      rows.setCopiedTo(part.at(-1)!.seq)
    })
  }
}

const atOnce = 200

/**
 * What was erased for ever is in no working copy either: of a run whose newest description is one of these, and whose models are of no other run,
 * that it was sealed stays. One that was written to since keeps its rows: they are nowhere else.
 */
export function emptyErased(index: Index, rows: RunRows, erased: readonly string[]): void {
  for (const id of readRunsSealedAs(index, erased)) {
    const row = rows.find(id)
    if (!row || row.sealed_revision !== row.revision || !erased.includes(row.sealed_sha256 ?? '')) continue
    rows.atOnce(() => {
      rows.empty(row.no)
      for (const { model } of rows.models.sealedWith(id)) if (rows.models.runsOf(model).every((run) => run === id)) rows.models.remove(model)
    })
  }
}

/** Takes the runs out of a copy of drafts.db that these entries sealed, set aside or restored: they are read again from the blobs. */
export function forgetRuns(file: string, entries: readonly { kind: string; body: Record<string, unknown> }[]): void {
  const ids = new Set(entries.flatMap(({ kind, body }) => (/^run\.(?:sealed|discarded|restored)\/v1$/.test(kind) ? [String(body['run'])] : [])))
  if (ids.size === 0) return
  changeDrafts(file, (db) => {
    const rows = createRunRows(db)
    rows.atOnce(() => {
      for (const id of ids) {
        const row = rows.find(id)
        if (row) rows.remove(row.no)
      }
      // Whoever opens the file next looks at every seal.
      db.prepare('UPDATE run_copied SET seq = -1').run()
    })
  })
}

function copyOne({ index, blobs }: CopySources, rows: RunRows, id: string): void {
  const seal = readSeals(index, id)[0]!
  const row = rows.find(id)
  if (row && row.sealed >= seal.number) return
  // As it was at an earlier seal, and nothing written since: it gives way to what is sealed.
  const isOld = row !== undefined && row.sealed > 0 && row.sealed_revision === row.revision
  if ((row === undefined || isOld) && blobs.has(seal.sha256)) putCopy({ index, blobs }, rows, parseDescription(blobs.read(seal.sha256)), seal)
  else if (!row && blobs.erased(seal.sha256) !== null) putCopy({ index, blobs }, rows, toBareDescription(seal, readExperimentName(index, seal.body.experiment)), seal)
  else if (row) rows.markSealed(row.no, { number: seal.number, sha256: seal.sha256, revision: row.sealed_revision ?? -1 })
}

const readExperimentName = (index: Index, id: string) => readExperiment(index, id)?.name ?? id

/** What the entry alone tells of a run whose description was erased: that there was such a run is not lost with it. */
const toBareDescription = ({ by, body: { run, experiment, name, status, source, startedAt, endedAt } }: SealRow, experimentName: string): RunDescription => ({
  schema: 'countersign/run/1',
  run,
  experiment: { id: experiment, name: experimentName },
  name,
  status,
  source,
  client: null,
  person: by,
  userName: '',
  startedAt,
  endedAt,
  parameters: {},
  tags: {},
  metrics: {},
  metricsFile: null,
  datasets: [],
  artefacts: [],
  code: null,
  environment: null,
  command: null,
})

const toMs = (instant: string | null) => (instant === null ? null : Date.parse(instant))
const toText = (part: object | null) => (part === null ? null : JSON.stringify(part))

/** Rows of a run from its description and points, in place of those that are there: the values of search and screens, read again from the sealed bytes. */
export function putCopy({ index, blobs }: CopySources, rows: RunRows, about: RunDescription, { number, sha256 }: SealRow): void {
  const before = rows.find(about.run)
  if (before) rows.remove(before.no)
  const no = rows.insert({
    id: about.run,
    experiment: about.experiment.id,
    name: about.name,
    status: about.status,
    discarded: readRunRecord(index, about.run)!.discarded === null ? 0 : 1,
    source: about.source,
    client: about.client,
    person: about.person,
    user_name: about.userName,
    started_ms: toMs(about.startedAt),
    ended_ms: toMs(about.endedAt),
    code: toText(about.code),
    environment: toText(about.environment),
    command: toText(about.command),
  })
  for (const [key, value] of Object.entries(about.parameters)) rows.setParameter(no, key, value)
  for (const [key, value] of Object.entries(about.tags)) rows.setTag(no, key, value)
  for (const dataset of about.datasets) rows.putDataset(no, { name: dataset.name, digest: dataset.digest, role: dataset.role, content: JSON.stringify(dataset) })
  for (const artefact of about.artefacts) rows.putArtefact(no, { ...artefact, at_ms: toMs(about.endedAt) ?? 0 })
  if (about.metricsFile && blobs.has(about.metricsFile.sha256)) for (const point of parsePoints(blobs.read(about.metricsFile.sha256).toString('utf8'))) rows.addPoint(no, point)
  copyModels(rows.models, about.run, about.models ?? [])
  rows.markSealed(no, { number, sha256, revision: 0 })
}
