import type { Work } from '../../../../shared/contract/handlers.ts'
import { importEntries, importReport, type ImportReport } from '../../../../shared/contract/run-import.ts'
import { runId } from '../../../../shared/ids.ts'
import type { RunDescription } from '../../../../shared/contract/runs.ts'
import { AppError } from '../../../../shared/errors.ts'
import { toCanonical } from '../../../tlog/canonical.ts'
import type { BlobStore } from '../../../platform/blobs.ts'
import type { DraftStatements } from '../../../platform/drafts-database.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Index } from '../../../platform/sqlite.ts'
import type { EntryDraft, Ledger } from '../../ledger/service.ts'
import { copySealed } from '../copies.ts'
import { nextId, type ExperimentActs } from '../experiments.ts'
import type { RunReaders } from '../readers.ts'
import { createRegistryRows } from '../registry-rows.ts'
import { insertSealed, type SealedElsewhere } from '../sealed-batch.ts'
import type { Experiments } from '../service.ts'
import { readExperiment, readRunRecord } from '../store.ts'
import { levelWith, readAlready } from './already.ts'
import { describe, type DescribeSources } from './describe.ts'
import { createDataDigests, createWeighing } from './files.ts'
import { openSource } from './opening.ts'
import { planRegistry, type RegistrySources } from './registry.ts'
import type { RunStore, SourceExperiment, SourceRegistered } from './source.ts'
import { createTally, type Outcome, type Tally } from './tally.ts'

export interface ImportSources {
  ledger: Ledger
  index: Index
  blobs: BlobStore
  clock: Clock
  readers: RunReaders
  experiments: ExperimentActs
  drafts: () => DraftStatements
  changed: (run: string) => void
}

interface Place {
  experiment: RunDescription['experiment']
  /** Opens it, where it is not here. */
  opens: EntryDraft[]
}

interface Importing extends ImportSources {
  person: string
  store: RunStore
  tally: Tally
  isDry: boolean
  work: Work
  digest: DescribeSources['digest']
  batch: SealedElsewhere[]
  /** Entries that go ahead of the next batch. */
  waiting: EntryDraft[]
  /** Experiments that this import opens, by name. */
  opened: Map<string, string>
  seen: Set<string>
  seenModels: Set<string>
  registered: readonly SourceRegistered[]
  /** Runs of registered models and versions, as they came; `named` are all ids that those speak of. */
  brought: RunDescription[]
  named: ReadonlySet<string>
}

/** So many runs or points are sealed in one transaction. */
const most = { runs: 200, points: 200_000 }
const deletedThere = 'It was deleted in MLflow before it was imported.'

export function createImports(sources: ImportSources): Pick<Experiments, 'importRuns' | 'importSource' | 'importReport'> {
  return {
    importSource(path) {
      const store = openSource(path)
      try {
        return { source: store.about, experiments: store.experiments(() => {}).map(({ id, name, runs, isDeleted }) => ({ id, name, runs: runs.length, isDeleted })) }
      } finally {
        store.close()
      }
    },
    importReport(entry) {
      const { ledger, blobs } = sources
      const [found] = entry < ledger.tip().size ? ledger.entries(entry, entry + 1) : []
      if (found?.kind !== 'runs.imported/v1') throw new AppError('NOT_FOUND', `Entry ${entry} is none of an import. Open one from the list of imports, or from the ledger.`)
      return { report: importReport.parse(JSON.parse(blobs.read(importEntries['runs.imported/v1'].parse(found.body).report.sha256).toString('utf8'))), at: found.at, by: found.actor }
    },
    async importRuns(person, { path, experiments: names, dryRun }, work) {
      const store = openSource(path)
      try {
        const tally = createTally()
        const registered = store.registered(tally.leave)
        const named = new Set(JSON.stringify(registered).match(/[\w-]{2,}/g))
        return await importAll({ ...sources, person, store, tally, isDry: dryRun, work, digest: createDataDigests(store.folder), batch: [], waiting: [], opened: new Map(), seen: new Set(), seenModels: new Set(), registered, brought: [], named }, names)
      } catch (error) {
        if (work.signal.aborted) throw new AppError('CANCELLED', 'The import was interrupted. What was sealed before stays; import again to go on.', { cause: error })
        throw error
      } finally {
        store.close()
      }
    },
  }
}

async function importAll(task: Importing, names: readonly string[]): Promise<{ report: ImportReport; entry: number | null }> {
  const { store, tally, readers, index, blobs, work } = task
  const rows = readers.rows()
  if (!task.isDry) copySealed({ index, blobs }, rows)
  const chosen = choose(store.experiments(names.length === 0 ? tally.leave : () => {}), names)
  const total = chosen.reduce((sum, { runs }) => sum + runs.length, 0)
  let [done, points] = [0, 0]
  for (const from of chosen) {
    const place = placeOf(task, from)
    task.waiting.push(...place.opens)
    tally.add('experiments', place.opens.length > 0 ? 'imported' : 'present')
    for (const id of from.runs) {
      work.signal.throwIfAborted()
      work.progress((done += 1), total, `Reading run ${id}`)
      points += await importRun(task, from, id, place.experiment)
      if (task.batch.length >= most.runs || points >= most.points) {
        // The last batch waits for the report, so that both are there or neither.
        if (done < total) flush(task, [])
        points = 0
      }
    }
  }
  const orphans = chosen.reduce((sum, from) => sum + store.models(from).filter((id) => !task.seenModels.has(id)).length, 0)
  if (orphans > 0) tally.leave('logged_models', `${orphans} of them`, 'No run of theirs was imported that they could be sealed with.', orphans)
  for (const [entity, count] of store.others()) if (count > 0) tally.leave(entity, `${count} of them`, 'They are not imported; they stay where they are.', count)
  const isWhole = names.length === 0
  if (!isWhole && task.registered.length > 0) tally.leave('registered_models', `${task.registered.length} of them`, 'They come where all experiments are imported and none is named.', task.registered.length)
  return finish(task, isWhole ? task.registered : [])
}

function finish(task: Importing, registered: readonly SourceRegistered[]): { report: ImportReport; entry: number | null } {
  const { tally, store, clock, blobs, ledger } = task
  const registryRows = createRegistryRows(task.drafts())
  const registry = planRegistry({ ...task, rows: registryRows, nowMs: clock.now().getTime(), ...createFinders(task) }, registered)
  const report = tally.report(store.about, clock.now().toISOString())
  const { experiments, runs } = report.counts as Required<ImportReport['counts']>
  if (task.isDry || experiments.imported + runs.imported + runs.changed + registry.entries.length === 0) return { report, entry: null }
  // Within one transaction of drafts.db: what has no entry is not registered.
  registryRows.atOnce(() => {
    registry.write()
    flush(task, [...registry.entries, { kind: 'runs.imported/v1', body: { source: store.about, report: blobs.put(Buffer.from(toCanonical(report))), experiments, runs } }])
  })
  return { report, entry: ledger.tip().size - 1 }
}

/** Runs and models that versions are made of: as they come with this import, else as they are here. */
function createFinders({ brought, readers }: Importing): Pick<RegistrySources, 'run' | 'model'> {
  const rows = readers.rows()
  return {
    run(id) {
      const about = brought.find(({ run }) => run === id)
      if (about) return { experiment: about.experiment.id, files: about.artefacts }
      const row = rows.find(id)
      return row ? { experiment: row.experiment, files: rows.artefacts(row.no) } : null
    },
    model(id) {
      const model = brought.flatMap(({ models = [] }) => models).find((one) => one.model === id)
      if (model) return { experiment: model.experiment, run: model.sourceRun, files: model.files }
      const row = rows.models.find(id)
      return row ? { experiment: row.experiment, run: row.source_run, files: rows.models.files(id) } : null
    },
  }
}

function flush(task: Importing, further: readonly EntryDraft[]): void {
  const { readers, person, batch, waiting, changed, isDry } = task
  if (!isDry) insertSealed({ ...task, rows: readers.rows() }, person, batch, { before: waiting, after: further })
  for (const { about } of batch) changed(about.run)
  batch.length = 0
  waiting.length = 0
}

function choose(all: readonly SourceExperiment[], names: readonly string[]): readonly SourceExperiment[] {
  const missing = names.filter((name) => !all.some((one) => one.name === name || one.id === name))
  if (missing.length > 0) throw new AppError('NOT_FOUND', `The source has no experiment “${missing[0]}”. It has: ${all.slice(0, 20).map(({ name }) => name).join(', ')}${all.length > 20 ? ' …' : ''}.`)
  return names.length === 0 ? all : all.filter(({ id, name }) => names.includes(name) || names.includes(id))
}

/** By its name here, else where its runs are already, else a new one: under its own number where that is free. */
function placeOf({ experiments, index, opened }: Importing, { id, name, tags, isDeleted, runs }: SourceExperiment): Place {
  const here = opened.has(name) ? { id: opened.get(name)!, name } : experiments.find(name)
  if (here) return { experiment: { id: here.id, name: here.name }, opens: [] }
  const moved = runs.map((run) => readRunRecord(index, run)).find((run) => run !== undefined)?.experiment
  if (moved !== undefined) return { experiment: { id: moved, name: experiments.get(moved).name }, opens: [] }
  const taken = new Set(opened.values())
  const isFree = !taken.has(id) && id !== '0' && /^[a-zA-Z0-9][\w-]{0,63}$/.test(id) && !readExperiment(index, id)
  const own = isFree ? id : nextFree(index, taken)
  opened.set(name, own)
  const archive: EntryDraft[] = isDeleted ? [{ kind: 'experiment.changed/v1', body: { experiment: own, archived: true } }] : []
  return { experiment: { id: own, name }, opens: [{ kind: 'experiment.opened/v1', body: { experiment: own, name, question: '', tags } }, ...archive] }
}

/** How many points it brought. */
async function importRun(task: Importing, from: SourceExperiment, id: string, experiment: RunDescription['experiment']): Promise<number> {
  const { tally, store, blobs, isDry, digest, work, index, readers, person } = task
  if (!runId.safeParse(id).success) {
    tally.leave('runs', id, 'Its id is none that a run can have: letters, digits, dash and underscore.')
    return 0
  }
  if (task.seen.has(id)) {
    tally.leave('runs', id, 'The source has another run of this id, which was read first.')
    return 0
  }
  task.seen.add(id)
  const run = store.run(from, id, tally.leave)
  if (run === null) return 0
  const already = readAlready(index, readers.rows(), blobs, id)
  const newest = already?.versions[0]
  const isComparing = already !== null
  const sources = { digest, signal: work.signal, leave: tally.leave, note: tally.note }
  const read = (keep: DescribeSources['keep'], quietly: boolean) => describe({ ...sources, keep, ...(quietly && { leave: () => {}, note: () => {} }) }, run, { person, experiment })
  const { about, isComplete } = await read(isDry || isComparing ? createWeighing() : blobs, false)
  if (task.named.has(id) || about.models?.some(({ model }) => task.named.has(model))) task.brought.push({ ...about, experiment: newest?.experiment ?? about.experiment })
  const isSame = already?.versions.some((one) => toCanonical(levelWith(one, about, isComplete)) === toCanonical(one)) ?? false
  const deleted = run.isDeleted && !(already?.isAside ?? false) ? deletedThere : null
  if (isComparing && !isSame && already.refusal !== null) {
    tally.leave('runs', id, already.refusal)
    return 0
  }
  if (isSame && (deleted === null || (already?.refusal ?? null) !== null)) return count(task, about, 'present')
  if (isComparing) tally.note(`run ${id}`, 'It changed at the source since it was imported and is sealed as a further version.')
  if (!isDry) {
    // What was only weighed is read again, this time to stay.
    const kept = isComparing && !isSame ? (await read(blobs, true)).about : about
    const final = newest === undefined ? kept : isSame ? newest : levelWith(newest, kept, isComplete)
    task.batch.push({ about: final, description: blobs.put(Buffer.from(toCanonical(final))), discarded: deleted })
  }
  return count(task, about, isComparing ? 'changed' : 'imported')
}

function count({ tally, seenModels }: Importing, about: RunDescription, outcome: Outcome): number {
  for (const { model } of about.models ?? []) {
    if (!seenModels.has(model)) tally.add('logged_models', outcome)
    seenModels.add(model)
  }
  const points = about.metricsFile?.rows ?? 0
  tally.add('runs', outcome)
  tally.add('values', outcome, Object.keys(about.parameters).length + Object.keys(about.tags).length)
  tally.add('points', outcome, points)
  tally.add('datasets', outcome, about.datasets.length)
  tally.add('artefacts', outcome, about.artefacts.length)
  return points
}

/** Numbers, as `open` gives them, and none that this import gave away. */
function nextFree(index: Index, taken: ReadonlySet<string>): string {
  const number = Number(nextId(index))
  for (let next = number; ; next++) if (!taken.has(String(next))) return String(next)
}
