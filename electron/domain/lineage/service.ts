import type { Lineage, LineageSubject } from '../../../shared/contract/lineage.ts'
import type { Check } from '../../../shared/contract/evidence.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CatalogReaders } from '../catalog/service.ts'
import type { DocumentReaders } from '../documents/service.ts'
import type { SealedRuns } from '../experiments/service.ts'
import type { Ledger } from '../ledger/service.ts'
import { createDrawing, type Drawing } from './drawing.ts'
import { snapshotNode } from './inputs.ts'
import { createLookup, type Lookup } from './lookup.ts'
import { addMaker, addProvenance, addRegistered, addRegistration } from './makers.ts'
import { addRun, addRunHead, runNodeId } from './runs.ts'
import { addCheck, addDocument, addDocuments, addReviews } from './sign-off.ts'
import { addTries, addVersion, addVersionHead, toBytes, versionNodeId } from './versions.ts'

export interface LineageSources {
  ledger: Pick<Ledger, 'read'>
  catalog: Pick<CatalogReaders, 'version' | 'models' | 'datasets' | 'snapshot'>
  runs: SealedRuns
  /** Runs that may hold a file of these bytes: more than do, never fewer. */
  holders: (sha256s: readonly string[]) => string[]
  evidence: { checks(filter: { version?: string | undefined }): Check[] }
  documents: Pick<DocumentReaders, 'list'>
  reviews: { list(filter: { version: string }): Review[] }
}

export interface LineageReader {
  /** What led to it and what came of it. Every edge says which digest or entry proves it. NOT_FOUND. */
  of(subject: LineageSubject): Lineage
}

/** Reads records and sealed files alone, so that the same picture is drawn from the records of an earlier entry. docs/formats/lineage.md */
export function createLineage(sources: LineageSources): LineageReader {
  const drawers = { version: ofVersion, run: ofRun, snapshot: ofSnapshot }
  return {
    of({ type, ref }) {
      const drawing = createDrawing()
      return drawing.finish(drawers[type](drawing, sources, createLookup(sources), ref))
    },
  }
}

function ofVersion(drawing: Drawing, sources: LineageSources, lookup: Lookup, ref: string): string {
  const version = addVersion(drawing, sources, lookup, ref)
  for (const check of sources.evidence.checks({ version: ref })) addCheck(drawing, sources, lookup, check, version)
  addDocuments(drawing, sources, version)
  addReviews(drawing, sources, version)
  return versionNodeId(ref)
}

function ofRun(drawing: Drawing, sources: LineageSources, lookup: Lookup, id: string): string {
  const original = sources.runs.originalOf(id)
  if (original !== null) addRun(drawing, lookup, original)
  if (addRun(drawing, lookup, id, original === null ? 'runs' : 'evidence') === null) throw new AppError('NOT_FOUND', `The ledger holds no run ${id}. Look at the list of runs for the ones there are.`)
  addVersionsOf(drawing, sources, lookup, [id])
  for (const row of lookup.registered()) if (row.run === id) addRegistered(drawing, lookup, row)
  return runNodeId(id)
}

/** Versions that consist of what these runs hold, with the requests about them. */
function addVersionsOf(drawing: Drawing, sources: LineageSources, lookup: Lookup, runs: readonly string[]): void {
  for (const { ref } of lookup.versions()) {
    const version = sources.catalog.version(ref)
    const bytes = toBytes(version)
    const stated = addProvenance(drawing, lookup, version, runs)
    const made = runs.filter((id) => addMaker(drawing, lookup, id, bytes))
    const registered = lookup.registered().filter((row) => row.run !== null && runs.includes(row.run) && addRegistration(drawing, lookup, row, bytes))
    if (stated || made.length + registered.length > 0) addReviews(drawing, sources, addVersionHead(drawing, sources, ref))
  }
}

function ofSnapshot(drawing: Drawing, sources: LineageSources, lookup: Lookup, ref: string): string {
  const snapshot = sources.catalog.snapshot(ref)
  const { sha256 } = snapshot
  const node = snapshotNode(drawing, snapshot)
  addTries(drawing, sources, lookup, [sha256])
  const runs = [...new Set(sources.runs.uses([sha256]).map(({ run }) => run))].filter((id) => drawing.has(runNodeId(id)))
  for (const { ref: version, data } of lookup.versions()) {
    if (!data.includes(sha256)) continue
    const { seq, manifestHash } = addVersionHead(drawing, sources, version)
    drawing.edge(node, versionNodeId(version), { by: 'digest', says: 'the manifest names the file by its SHA-256', digest: sha256, seq })
    addReviews(drawing, sources, { ref: version, manifestHash })
  }
  for (const id of runs) addRunHead(drawing, lookup, id)
  addVersionsOf(drawing, sources, lookup, runs)
  for (const check of sources.evidence.checks({})) {
    if (check.inputs.some((input) => input.sha256 === sha256)) addCheck(drawing, sources, lookup, check, addVersionHead(drawing, sources, check.version))
  }
  for (const document of sources.documents.list({ subject: { type: 'snapshot', ref } })) if (document.withdrawn === null) addDocument(drawing, document, node, sha256)
  return node
}
