import type { VersionDetail } from '../../../shared/contract/catalog.ts'
import { AppError } from '../../../shared/errors.ts'
import { reviewStates } from '../../../shared/states.ts'
import { short, type Drawing } from './drawing.ts'
import { codeNode, environmentNode, snapshotNode } from './inputs.ts'
import { filesOfArtefact, type Lookup } from './lookup.ts'
import { addMaker, addProvenance, addRegistration, type Bytes } from './makers.ts'
import { addRunHead, runNodeId } from './runs.ts'
import type { LineageSources } from './service.ts'

export const versionNodeId = (ref: string): string => `version:${ref}`
/** More tries on the same data than these are counted, not drawn. */
const mostRuns = 200

export function addVersionHead(drawing: Drawing, sources: LineageSources, ref: string): VersionDetail {
  const version = sources.catalog.version(ref)
  const newest = sources.reviews.list({ version: ref }).toSorted((a, b) => b.seq - a.seq)[0]
  drawing.node({ id: versionNodeId(ref), kind: 'version', stage: 'version', name: ref, note: `manifest ${short(version.manifestHash)}…`, digest: version.manifestHash, seq: version.seq, ref, state: newest ? reviewStates[newest.state] : { tone: 'plain', word: 'not reviewed' } })
  return version
}

/** A version with what it is made of, what made it, and what else was tried on the same data. */
export function addVersion(drawing: Drawing, sources: LineageSources, lookup: Lookup, ref: string): VersionDetail {
  const version = addVersionHead(drawing, sources, ref)
  addParts(drawing, sources, version)
  const bytes = toBytes(version)
  const stated = addProvenance(drawing, lookup, version)
  const made = sources.holders(bytes.files).map((id) => addMaker(drawing, lookup, id, bytes))
  const registered = lookup.registered().map((row) => addRegistration(drawing, lookup, row, bytes))
  if (![stated, ...made, ...registered].includes(true)) {
    drawing.gap(bytes.node, bytes.files.length === 0 ? 'run: the manifest names no artefact, so no run can be found by its bytes' : 'run: no sealed run of this workspace holds the bytes of the artefact')
  }
  addTries(drawing, sources, lookup, version.manifest.data.map(({ sha256 }) => sha256))
  return version
}

export function toBytes({ ref, manifest: { artefact } }: VersionDetail): Bytes {
  return { node: versionNodeId(ref), ref, files: filesOfArtefact(artefact), digest: artefact?.sha256 ?? null }
}

function addParts(drawing: Drawing, { catalog }: LineageSources, { ref, seq, manifestHash, manifest }: VersionDetail): void {
  const node = versionNodeId(ref)
  const names = (says: string, digest: string) => ({ by: 'digest' as const, says: `the manifest names ${says}`, digest, seq })
  for (const { snapshot, sha256 } of manifest.data) {
    const known = orMissing(() => catalog.snapshot(snapshot))
    if (known?.sha256 === sha256) drawing.edge(snapshotNode(drawing, known), node, names('the file by its SHA-256', sha256))
    else drawing.gap(node, `${snapshot}: the manifest names it with another digest than the snapshot has`)
  }
  if (manifest.data.length === 0) drawing.gap(node, 'training data: no registered snapshot')
  if (manifest.code) drawing.edge(codeNode(drawing, manifest.code), node, names('the commit', manifestHash))
  else drawing.gap(node, 'code: the manifest names none')
  if (manifest.environment) drawing.edge(environmentNode(drawing, manifest.environment), node, names('the lock file by its SHA-256', manifest.environment.lockfile.sha256))
  else drawing.gap(node, 'environment: the manifest names none')
}

/** Runs that read the same bytes and made others, the newest first: what is left out is counted. */
export function addTries(drawing: Drawing, { runs }: LineageSources, lookup: Lookup, sha256s: readonly string[]): void {
  const uses = runs.uses(sha256s)
  const shown = new Set([...new Set(uses.map(({ run }) => run))].slice(0, mostRuns))
  for (const { run, role, sha256, seal } of uses) {
    if (!shown.has(run)) continue
    const snapshot = lookup.snapshotOf(sha256)
    if (snapshot && addRunHead(drawing, lookup, run)) drawing.edge(snapshotNode(drawing, snapshot), runNodeId(run), { by: 'digest', says: `the run read it as ${role === 'other' ? 'data' : role}`, digest: sha256, seq: seal })
  }
  const left = new Set(uses.map(({ run }) => run)).size - shown.size
  if (left > 0) drawing.leave('run', left)
}

/** A forged ledger may name what is not there; the picture is not lost for that. */
function orMissing<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null
    throw error
  }
}
