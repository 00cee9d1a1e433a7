import type { Assessment } from '../../../../shared/contract/assessment.ts'
import type { Manifest, Model, Snapshot, UseCase, Version } from '../../../../shared/contract/catalog.ts'
import type { DocumentDetail } from '../../../../shared/contract/documents.ts'
import type { CheckDetail } from '../../../../shared/contract/evidence.ts'
import type { ControlStatus, FrameworkStatus } from '../../../../shared/contract/frameworks.ts'
import type { Lineage } from '../../../../shared/contract/lineage.ts'
import type { Review } from '../../../../shared/contract/reviews.ts'
import type { SnapshotUses, TestedOn } from '../../../../shared/contract/test-sets.ts'
import type { ItemsOfVersion } from '../../reviews/service.ts'

/** An entry that the dossier speaks of, with what an outsider needs to recompute its place. */
export interface CitedEntry {
  seq: number
  at: string
  actor: string
  kind: string
  summary: string
  /** The canonical JSON exactly as hashed. */
  canonical: string
  leafHash: string
  /** A `c2sp.org/tlog-proof@v1` file over the dossier's checkpoint. */
  proof: string | null
}

export interface SignerKey {
  email: string
  fingerprint: string
  vkey: string
  /** The entry that enrolled the key. */
  seq: number
}

/**
 * Everything a dossier says, and nothing else: the same input gives the same bytes on every computer. All of it is as of
 * `ledger.asOf`; no value depends on when or where the PDF is made. docs/formats/dossier.md
 */
export interface DossierInput {
  /** Version of Countersign that draws it. */
  countersign: string
  /** A draft was recorded nowhere and says so on every page. */
  draft: boolean
  ledger: {
    name: string
    origin: string
    logVkey: string
    checkpoint: string
    size: number
    /** As in the checkpoint: base64. */
    root: string
    asOf: { seq: number; at: string }
  }
  version: Version
  model: Omit<Model, 'versions'>
  useCase: UseCase
  /** The one that gives the tier; null while it is only stated. */
  assessment: Assessment | null
  manifest: Manifest
  /** The canonical bytes whose SHA-256 is the manifest hash. */
  manifestText: string
  authors: readonly string[]
  snapshots: readonly Snapshot[]
  /** Oldest first; `resultText` is the stored result, byte for byte; null where it was erased. */
  checks: readonly (CheckDetail & { resultText: string | null })[]
  /** What performance and fairness were tested on; `uses`: of a sealed set every one, of other data none. */
  testData: readonly (TestedOn & { uses: SnapshotUses['uses'] })[]
  /** About the version, its model, its use case and its snapshots, oldest first, none that was withdrawn; `contentText` byte for byte, null where it was erased. */
  documents: readonly (DocumentDetail & { contentText: string | null })[]
  /** Oldest first. */
  reviews: readonly Review[]
  /** Of this version and its requests, closed ones too; each kind oldest first. */
  items: ItemsOfVersion
  /** Control sets in scope, and the items of Annex IV where that set is; `evidence` names the records behind each. */
  frameworks: { statuses: readonly FrameworkStatus[]; annexIV: readonly { id: string; ref: string; gist: string; status: ControlStatus; evidence: readonly string[] }[] }
  /** As of the entry, like everything else. docs/formats/lineage.md */
  lineage: Lineage
  people: readonly { email: string; name: string }[]
  keys: readonly SignerKey[]
  entries: readonly CitedEntry[]
}
