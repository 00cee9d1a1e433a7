import type { VersionDetail } from '../../../shared/contract/catalog.ts'
import type { RegisteredVersionRow } from '../experiments/service.ts'
import { short, type Drawing } from './drawing.ts'
import { holdsAll, type Lookup } from './lookup.ts'
import { addRun, filesOf, runNodeId } from './runs.ts'

/** A version's bytes: the digests of its artefact's files, and the digest of the whole. */
export interface Bytes {
  node: string
  ref: string
  files: readonly string[]
  digest: string | null
}

/** Draws what a run has to do with these bytes: that it made them, that a model of it consists of them, or that it read such a model. False where nothing of it holds them. */
export function addMaker(drawing: Drawing, lookup: Lookup, id: string, bytes: Bytes): boolean {
  const run = lookup.run(id)
  if (!run?.description || !run.seal) return false
  const held = filesOf(run.description)
  const models = held.models.filter(({ files }) => holdsAll(bytes.files, files))
  const own = holdsAll(bytes.files, held.own)
  if (!own && models.length === 0) return false
  const proof = { by: 'digest' as const, digest: bytes.digest, seq: run.seal.seq }
  const onlyRead = !own && models.every(({ direction }) => direction === 'input')
  addRun(drawing, lookup, id, onlyRead ? 'evidence' : 'runs')
  for (const model of models) {
    const node = drawing.node({ id: `logged_model:${model.id}`, kind: 'logged_model', stage: 'models', name: model.name, note: `logged model ${model.id.slice(0, 10)}`, digest: null, seq: null, ref: null, state: model.status === 'failed' ? { tone: 'bad', word: 'failed' } : null })
    if (model.direction === 'output') drawing.edge(runNodeId(id), node, { by: 'digest', says: 'the sealed run holds the files of the model it made', digest: run.seal.sha256, seq: run.seal.seq })
    else drawing.edge(node, runNodeId(id), { by: 'digest', says: 'the sealed run names it as the model it read', digest: run.seal.sha256, seq: run.seal.seq })
    drawing.edge(node, bytes.node, { ...proof, says: 'its files are the artefact, byte for byte' })
  }
  if (own && models.length === 0) drawing.edge(runNodeId(id), bytes.node, { ...proof, says: 'files of the sealed run are the artefact, byte for byte' })
  return true
}

/** The run that the manifest says the version was made from; with `among`, only where it is one of these. False where it says none. */
export function addProvenance(drawing: Drawing, lookup: Lookup, { ref, seq, manifest }: VersionDetail, among?: readonly string[]): boolean {
  const stated = manifest.provenance?.run ?? null
  if (stated === null || (among && !among.includes(stated.id))) return false
  const node = `version:${ref}`
  const run = addRun(drawing, lookup, stated.id)
  if (run === null) {
    drawing.gap(node, `run ${stated.id.slice(0, 8)}: the manifest names it, and this ledger does not hold it`)
    return false
  }
  const seal = run.seals.find(({ sha256 }) => sha256 === stated.description)
  if (seal) drawing.edge(runNodeId(stated.id), node, { by: 'digest', says: `the manifest names the sealed record of the run, seal ${seal.number}`, digest: seal.sha256, seq })
  else drawing.edge(runNodeId(stated.id), node, { by: 'name', says: 'the manifest names the run, and a seal that it does not have here', digest: null, seq })
  return true
}

/** A version that a client registered, with the run and the model that it came from. */
export function addRegistered(drawing: Drawing, lookup: Lookup, row: RegisteredVersionRow): string {
  const { seq, model, number, source, run, loggedModel, removedSeq, files } = row
  const node = drawing.node({ id: `registered:${seq}`, kind: 'registered', stage: 'registry', name: `${model} ${number}`, note: 'registered by an MLflow client', digest: null, seq, ref: String(seq), state: removedSeq === null ? null : { tone: 'void', word: 'removed' } })
  const proof = { by: 'entry' as const, says: 'its registration names it', digest: null, seq }
  const made = loggedModel === null ? null : `logged_model:${loggedModel}`
  if (made !== null && drawing.has(made)) drawing.edge(made, node, proof)
  else if (run !== null && addRun(drawing, lookup, run)) drawing.edge(runNodeId(run), node, proof)
  if (files.length === 0) drawing.gap(node, `${model} ${number}: its files were not at hand when it was registered (${short(source)}…)`)
  return node
}

/** Draws what a registration has to do with these bytes; nothing where it holds others and nobody says otherwise. */
export function addRegistration(drawing: Drawing, lookup: Lookup, row: RegisteredVersionRow, bytes: Bytes): boolean {
  const same = holdsAll(bytes.files, new Set(row.files.map(({ sha256 }) => sha256)))
  if (!same && row.bound !== bytes.ref) return false
  const node = addRegistered(drawing, lookup, row)
  if (same) drawing.edge(node, bytes.node, { by: 'digest', says: 'its files are the artefact, byte for byte', digest: bytes.digest, seq: row.seq })
  else drawing.edge(node, bytes.node, { by: 'entry', says: 'the manifest says that the version stands for it', digest: null, seq: row.boundSeq })
  return true
}
