import type { VersionDetail } from '../../../shared/contract/catalog.ts'
import type { Document } from '../../../shared/contract/documents.ts'
import type { Check } from '../../../shared/contract/evidence.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import { plural } from '../../../shared/counts.ts'
import { reviewStates, verdictStates } from '../../../shared/states.ts'
import type { Drawing } from './drawing.ts'
import { fileNode, snapshotNode } from './inputs.ts'
import { filesOfArtefact, type Lookup } from './lookup.ts'
import type { LineageSources } from './service.ts'
import { versionNodeId } from './versions.ts'

export function addCheck(drawing: Drawing, sources: LineageSources, lookup: Lookup, check: Check, version: VersionDetail): void {
  const { id, kind, verdict, inputs, seq, declaredSeq, resultSha256 } = check
  const node = drawing.node({ id: `check:${id}`, kind: 'check', stage: 'evidence', name: id, note: `${kind} check`, digest: resultSha256, seq, ref: id, state: verdictStates[verdict] })
  const declared = sources.ledger.read(declaredSeq).body as { manifestHash?: unknown }
  const bound = declared.manifestHash === version.manifestHash
  drawing.edge(versionNodeId(version.ref), node, { by: bound ? 'digest' : 'name', says: bound ? 'its declaration names the manifest' : 'its declaration names the version and another manifest', digest: bound ? version.manifestHash : null, seq: declaredSeq })
  const own = new Set(filesOfArtefact(version.manifest.artefact))
  for (const { role, name, sha256 } of inputs) {
    // The artefact asked about itself: the version stands for it.
    if (own.has(sha256)) continue
    const snapshot = lookup.snapshotOf(sha256)
    drawing.edge(snapshot ? snapshotNode(drawing, snapshot) : fileNode(drawing, name, sha256), node, { by: 'digest', says: `its declaration names the file (${role}) by its SHA-256`, digest: sha256, seq: declaredSeq })
  }
}

/** What was written about the version, its model and its snapshots; where it was deployed. */
export function addDocuments(drawing: Drawing, { documents }: LineageSources, { ref, model, manifestHash, manifest }: VersionDetail): void {
  const list = (type: 'version' | 'model' | 'snapshot', about: string) => documents.list({ subject: { type, ref: about } }).filter(({ withdrawn }) => withdrawn === null)
  for (const document of [...list('version', ref), ...list('model', model)]) addDocument(drawing, document, versionNodeId(ref), manifestHash)
  for (const { snapshot, sha256 } of manifest.data) for (const document of list('snapshot', snapshot)) addDocument(drawing, document, `data:${snapshot}`, sha256)
}

export function addDocument(drawing: Drawing, { id, kind, kindTitle, title, sha256, seq, boundTo, missing }: Document, about: string, digest: string): void {
  const deployed = kind === 'deployment_record'
  const node = drawing.node({
    id: `document:${id}`,
    kind: deployed ? 'deployment' : 'document',
    stage: deployed ? 'use' : 'evidence',
    name: deployed ? title : id,
    note: deployed ? id : kindTitle,
    digest: sha256,
    seq,
    ref: id,
    state: missing.length > 0 ? { tone: 'caution', word: `${plural(missing.length, 'field')} missing` } : null,
  })
  const bound = boundTo === digest
  drawing.edge(about, node, { by: bound ? 'digest' : 'name', says: bound ? 'it was sealed for exactly these bytes' : boundTo === null ? 'it speaks of it by name' : 'it was sealed for other bytes', digest: bound ? digest : null, seq })
}

export function addReviews(drawing: Drawing, { reviews }: LineageSources, { ref, manifestHash }: Pick<VersionDetail, 'ref' | 'manifestHash'>): void {
  for (const review of reviews.list({ version: ref })) {
    const { id, state, useCaseName, seq } = review
    const same = review.manifestHash === manifestHash
    const node = drawing.node({ id: `review:${id}`, kind: 'review', stage: 'review', name: id, note: useCaseName, digest: review.evidenceHash, seq, ref: id, state: reviewStates[state] })
    drawing.edge(versionNodeId(ref), node, { by: same ? 'digest' : 'name', says: same ? 'the request is about this manifest' : 'the request names the version and another manifest', digest: same ? manifestHash : null, seq })
    for (const item of review.evidence) {
      const frozen = `${item.id.startsWith('C-') ? 'check' : 'document'}:${item.id}`
      if (drawing.has(frozen)) drawing.edge(frozen, node, { by: 'digest', says: 'frozen with the request by its SHA-256', digest: item.sha256, seq })
    }
    addSignatures(drawing, review, node)
  }
}

function addSignatures(drawing: Drawing, { signatures, manifestHash }: Review, node: string): void {
  for (const { seq, name, meaning, decision, counts } of signatures) {
    const signed = drawing.node({ id: `signature:${seq}`, kind: 'signature', stage: 'use', name, note: `${meaning}, ${decision.toLowerCase()}`, digest: null, seq, ref: String(seq), state: counts ? { tone: 'good', word: 'counts' } : { tone: 'void', word: 'counts no more' } })
    drawing.edge(node, signed, { by: 'digest', says: 'the signed text names the manifest', digest: manifestHash, seq })
  }
}
