import { randomBytes } from 'node:crypto'
import { basename, join } from 'node:path'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { RunArtefact } from '../../../shared/contract/runs.ts'
import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import { listFiles, statOf } from '../../platform/folder-files.ts'
import type { Index } from '../../platform/sqlite.ts'
import { loadCode, loadEnvironment, type Catalog } from '../catalog/service.ts'
import type { EntryDraft, Ledger } from '../ledger/service.ts'
import { storeFile, storeStream } from './artefacts.ts'
import { defaultExperiment, type ExperimentActs } from './experiments.ts'
import { toHead, type RunReaders } from './readers.ts'
import { toDeclaration } from './reproductions/declaring.ts'
import { defaultName, isEnded, whyNotChange, whyNotKey, whyNotPath, whyNotPoint, whyNotTimes, type Refusal } from './rules.ts'
import type { RunRowOf, RunRows } from './run-rows.ts'
import { known, sealRun } from './sealing.ts'
import type { Batch, Experiments, ExperimentsOptions, NewRun, RunChanges, Who } from './service.ts'
import { readExperiment, readRunRecord } from './store.ts'

export interface RunSources {
  ledger: Ledger
  index: Index
  blobs: BlobStore
  clock: Clock
  catalog: Pick<Catalog, 'snapshot'>
  onData?: ExperimentsOptions['onData']
  readers: RunReaders
  experiments: ExperimentActs
  changed: (run: string) => void
}

type RunActs = Pick<Experiments, 'start' | 'log' | 'removeTag' | 'update' | 'addDatasets' | 'putArtefact' | 'removeArtefact' | 'addFiles' | 'describeSurroundings' | 'addSnapshot' | 'finish' | 'reopen' | 'discard' | 'restore'>

export function createRunActs(sources: RunSources): RunActs {
  const { readers, changed, blobs } = sources
  /** One transaction on a run that may be written to. */
  const change = <T>(id: string, free: boolean, act: (rows: RunRows, row: RunRowOf) => T): T => {
    const rows = readers.rows()
    const done = rows.atOnce(() => {
      const row = known(rows, id)
      refuse(whyNotChange(row, free), 'CONFLICT')
      const result = act(rows, row)
      rows.touch(row.no)
      return result
    })
    changed(id)
    return done
  }
  const acts: Omit<RunActs, keyof ReturnType<typeof endings> | 'addFiles'> = {
    start: (who, input) => start(sources, who, input),
    log: (id, batch, free = false) => change(id, free, (rows, row) => writeBatch(rows, row, batch)),
    removeTag: (id, key, free = false) => change(id, free, (rows, { no }) => rows.removeTag(no, key)),
    update: (id, changes, free = false) =>
      change(id, free, (rows, row) => {
        refuse(whyNotTimes(changes), 'BAD_INPUT')
        rows.update(row.no, toColumns(changes))
        return toHead(known(rows, id))
      }),
    addDatasets(id, datasets, free = false) {
      const person = change(id, free, (rows, row) => {
        for (const one of datasets) rows.putDataset(row.no, { name: one.name, digest: one.digest, role: one.role, content: JSON.stringify(one) })
        return row.person
      })
      sources.onData?.(person, id, datasets)
    },
    async putArtefact(id, path, source, { free = false, signal, onBytes } = {}) {
      refuse(whyNotPath(path), 'BAD_INPUT')
      refuse(whyNotChange(known(readers.rows(), id), free), 'CONFLICT')
      const stored = typeof source === 'string' ? await storeFile(blobs, source, path, signal, onBytes) : await storeStream(blobs, source, path, signal, onBytes)
      return change(id, free, (rows, { no }) => {
        refuseFolder(rows, no, path)
        rows.putArtefact(no, { ...stored, at_ms: sources.clock.now().getTime() })
        return stored
      })
    },
    removeArtefact: (id, path, free = false) => change(id, free, (rows, { no }) => rows.removeArtefact(no, path)),
    async describeSurroundings(id, { code, environment }) {
      const found = { ...(code !== undefined && { code: await loadCode(code) }), ...(environment !== undefined && { environment: loadEnvironment(environment) }) }
      acts.update(id, found)
      // The file itself too: without it nobody can build the environment again.
      if (environment !== undefined) await acts.putArtefact(id, `environment/${basename(environment)}`, environment)
    },
    addSnapshot(id, snapshot, role) {
      const { ref, dataset, sha256 } = sources.catalog.snapshot(snapshot)
      acts.addDatasets(id, [{ name: dataset, digest: sha256.slice(0, 16), role, context: null, sourceType: 'snapshot', source: ref, schema: null, profile: null, snapshot: ref, sha256 }])
    },
  }
  return { ...acts, addFiles: (id, file, path, work) => addFiles(acts.putArtefact, { id, file, path }, work), ...endings(sources) }
}

async function addFiles(put: Experiments['putArtefact'], { id, file, path }: { id: string; file: string; path: string }, work: Work): Promise<RunArtefact[]> {
  const isFile = statOf(file, 'file or folder').isFile()
  const files = isFile ? [''] : listFiles(file)
  const places = files.map((inside) => (inside === '' ? file : join(file, inside)))
  const total = places.reduce((sum, place) => sum + statOf(place, 'file').size, 0)
  const stored: RunArtefact[] = []
  let done = 0
  for (const [position, inside] of files.entries()) {
    const target = [path, basename(file), inside].filter((part) => part !== '').join('/')
    const tell = (bytes: number) => work.progress(done + bytes, total, `Reading ${target}`)
    tell(0)
    const one = await put(id, target, places[position]!, { signal: work.signal, onBytes: tell })
    done += one.bytes
    stored.push(one)
  }
  return stored
}

function endings(sources: RunSources): Pick<RunActs, 'finish' | 'reopen' | 'discard' | 'restore'> {
  const { ledger, index, clock, readers, changed } = sources
  const seal = async (person: string, id: string, further: readonly EntryDraft[] = []) => {
    await sealRun({ ...sources, rows: readers.rows(), experimentName: readers.experimentName }, person, id, further)
    changed(id)
  }
  const end = (id: string, status: RunRowOf['status'], endedMs: number) => {
    const rows = readers.rows()
    rows.atOnce(() => {
      const { no, status: before, ended_ms: endedBefore } = known(rows, id)
      if (before !== status || endedBefore === null) rows.update(no, { status, ended_ms: endedMs })
    })
  }
  return {
    async finish(person, id, { status, endedMs = clock.now().getTime() } = { status: 'finished' }) {
      const row = known(readers.rows(), id)
      if (row.discarded) throw new AppError('CONFLICT', `Run ${id} was set aside. Restore it, then finish it.`)
      refuse(whyNotTimes({ endedMs }), 'BAD_INPUT')
      end(id, status, endedMs)
      await seal(person, id)
      return readers.run(id)
    },
    reopen(id) {
      const rows = readers.rows()
      const head = rows.atOnce(() => {
        const row = known(rows, id)
        refuse(whyNotChange(row, true), 'CONFLICT')
        if (!isEnded(row.status)) throw new AppError('CONFLICT', `Run ${id} is open already.`)
        rows.update(row.no, { status: 'running', ended_ms: null })
        return toHead(known(rows, id))
      })
      changed(id)
      return head
    },
    async discard(person, id, reason) {
      const row = known(readers.rows(), id)
      if (row.discarded) throw new AppError('CONFLICT', `Run ${id} was set aside already.`)
      if (!isEnded(row.status)) end(id, 'killed', clock.now().getTime())
      await seal(person, id, [{ kind: 'run.discarded/v1', body: { run: id, reason } }])
      setDiscarded(readers.rows(), id, 1)
      changed(id)
      return readers.run(id)
    },
    restore(person, id, reason) {
      known(readers.rows(), id)
      ledger.append(person, () => {
        if (!readRunRecord(index, id)?.discarded) throw new AppError('CONFLICT', `Run ${id} was not set aside.`)
        return { kind: 'run.restored/v1', body: { run: id, reason } }
      })
      setDiscarded(readers.rows(), id, 0)
      changed(id)
      return readers.run(id)
    },
  }
}

/** What the ledger says is repeated in the row; it changes nothing that a seal covers. */
function setDiscarded(rows: RunRows, id: string, discarded: 0 | 1): void {
  rows.atOnce(() => {
    const { no, sealed, sealed_sha256: sha256, sealed_revision: revision, revision: before } = known(rows, id)
    rows.update(no, { discarded })
    if (sha256 !== null && revision === before) rows.markSealed(no, { number: sealed, sha256, revision: before + 1 })
  })
}

function start({ ledger, index, clock, readers, experiments, changed }: RunSources, who: Who, input: NewRun) {
  const rows = readers.rows()
  const id = randomBytes(16).toString('hex')
  const name = input.name ?? defaultName(id)
  refuse(whyNotTimes(input), 'BAD_INPUT')
  for (const key of Object.keys(input.parameters ?? {})) refuse(whyNotKey('Parameter', key), 'BAD_INPUT')
  for (const key of Object.keys(input.tags ?? {})) refuse(whyNotKey('Tag', key), 'BAD_INPUT')
  ledger.append(who.person, () => {
    const { id: experiment, archived, name: called } = experiments.get(input.experiment)
    if (archived) throw new AppError('CONFLICT', `The experiment “${called}” is in the archive. Take it out of there, or name another one.`)
    const opened: EntryDraft[] = readExperiment(index, experiment) ? [] : [{ kind: 'experiment.opened/v1', body: { experiment, name: defaultExperiment.name, question: '', tags: {} } }]
    const repeats = input.repeats === undefined ? [] : [toDeclaration(index, id, input.repeats)]
    return [...opened, { kind: 'run.started/v1', body: { run: id, experiment, name, source: who.source, client: who.client } }, ...repeats]
  })
  // A crash before this leaves an entry that names a run with nothing in it: that somebody began is true.
  const head = rows.atOnce(() => {
    const no = rows.insert({
      id,
      name,
      experiment: input.experiment,
      status: input.status ?? 'running',
      discarded: 0,
      source: who.source,
      client: who.client,
      person: who.person,
      user_name: input.userName ?? who.person,
      started_ms: input.startedMs ?? clock.now().getTime(),
      ended_ms: null,
      code: null,
      environment: null,
      command: null,
    })
    for (const [key, value] of Object.entries(input.parameters ?? {})) rows.setParameter(no, key, value)
    for (const [key, value] of Object.entries({ ...input.tags, ...(input.nameTag && { [input.nameTag]: name }) })) rows.setTag(no, key, value)
    return toHead(known(rows, id))
  })
  changed(id)
  return head
}

function writeBatch(rows: RunRows, { no, id }: RunRowOf, { points = [], parameters = {}, tags = {} }: Batch): void {
  for (const [key, value] of Object.entries(parameters)) {
    refuse(whyNotKey('Parameter', key), 'BAD_INPUT')
    const before = rows.parameter(no, key)
    if (before !== undefined && before !== value) throw new AppError('CONFLICT', `The parameter “${key}” of run ${id} is “${before.slice(0, 200)}” already and does not change to “${value.slice(0, 200)}”: a run has one value for each. Begin another run for another value.`)
    if (before === undefined) rows.setParameter(no, key, value)
  }
  for (const [key, value] of Object.entries(tags)) {
    refuse(whyNotKey('Tag', key), 'BAD_INPUT')
    rows.setTag(no, key, value)
  }
  for (const point of points) {
    refuse(whyNotPoint(point), 'BAD_INPUT')
    rows.addPoint(no, point)
  }
}

/** A path is a file or a folder, never both. */
function refuseFolder(rows: RunRows, no: number, path: string): void {
  const clash = rows.artefacts(no).find((one) => one.path.startsWith(`${path}/`) || path.startsWith(`${one.path}/`))
  if (clash) throw new AppError('CONFLICT', `The run has ${clash.path} already, so ${path} can not be there as well: a path is a file or a folder. Choose another name.`)
}

function toColumns({ name, status, startedMs, endedMs, userName, code, environment, command }: RunChanges): Parameters<RunRows['update']>[1] {
  return {
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
    ...(startedMs !== undefined && { started_ms: startedMs }),
    ...(endedMs !== undefined && { ended_ms: endedMs }),
    ...(userName !== undefined && { user_name: userName }),
    ...(code !== undefined && { code: JSON.stringify(code) }),
    ...(environment !== undefined && { environment: JSON.stringify(environment) }),
    ...(command !== undefined && { command: JSON.stringify(command) }),
  }
}

function refuse(why: Refusal, code: 'BAD_INPUT' | 'CONFLICT'): void {
  if (why !== null) throw new AppError(code, why)
}
