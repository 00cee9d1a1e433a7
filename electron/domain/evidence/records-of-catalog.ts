import { createHash } from 'node:crypto'
import type { Manifest, Snapshot, VersionDetail } from '../../../shared/contract/catalog.ts'
import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import { role } from '../../../shared/contract/identity.ts'
import type { Tier } from '../../../shared/contract/tier.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { RiskClassification } from '../catalog/service.ts'
import { toRecord } from './blank-record.ts'
import type { EvidenceAbout } from './holdings.ts'

export const digestOf = (content: unknown): string => createHash('sha256').update(toCanonical(content)).digest('hex')

/** Parts of the manifest, each by its own digest. They were hashed by the program itself when they were registered. */
export function recordsOfManifest(version: VersionDetail, snapshots: readonly Snapshot[]): EvidenceRecord[] {
  const { manifest, manifestHash, ref, seq, at, authors } = version
  const part = { id: ref, subject: { type: 'version' as const, ref }, seq, at, authors, boundTo: manifestHash, retained: true }
  const { artefact, code, environment } = manifest
  return [
    ...snapshots.map(toFingerprint),
    ...(artefact ? [toRecord({ ...part, kind: 'model_artifact', title: artefact.name, sha256: artefact.sha256, verified: true })] : []),
    ...(code ? [toRecord({ ...part, kind: 'code_reference', title: titleOfCode(code), sha256: digestOf(code), missingFields: code.remote === null ? ['repository'] : [] })] : []),
    ...(environment ? [toRecord({ ...part, kind: 'environment_snapshot', title: environment.lockfile.name, sha256: environment.lockfile.sha256, missingFields: environment.packages.length === 0 ? ['packages'] : [] })] : []),
  ]
}

const titleOfCode = ({ commit, dirty }: NonNullable<Manifest['code']>): string => `Commit ${commit.slice(0, 12)}${dirty.length === 0 ? '' : `, ${dirty.length} files changed`}`

const toFingerprint = ({ ref, seq, at, by, sha256, fileName }: Snapshot): EvidenceRecord =>
  toRecord({ kind: 'dataset_fingerprint', id: ref, title: fileName, subject: { type: 'snapshot', ref }, seq, at, authors: [by], sha256, boundTo: sha256, verified: true, retained: true })

/** What the registration of model and use case says, and what it leaves open. */
export function recordsOfRegistration({ version, model, useCase }: EvidenceAbout, classification: RiskClassification | null): EvidenceRecord[] {
  const { name, description, owner, seq, at } = model
  const missing = [...(description === '' ? ['description'] : []), 'origin', 'business_unit', 'dependencies']
  const inventory = toRecord({
    kind: 'inventory_entry',
    id: name,
    title: `${name} in the inventory`,
    subject: { type: 'model', ref: name },
    seq,
    at,
    authors: [owner],
    sha256: digestOf({ name, description, owner, useCase: useCase.id, version: version.ref }),
    missingFields: missing,
    retained: true,
  })
  return [inventory, classification === null ? toStatedTier(useCase) : toClassification(useCase, classification)]
}

/** Fields of the kind that the dimensions of the questionnaire fill. */
const fieldOf: Record<string, string> = { purpose: 'purpose_materiality', harm_to_people: 'purpose_materiality', opacity: 'transparency', change_rate: 'transparency', eu: 'regulatory_tags' }

function toClassification({ id, name }: EvidenceAbout['useCase'], { seq, at, by, sha256, missing, override }: RiskClassification): EvidenceRecord {
  const signedAs = override && role.safeParse(override.role).data
  return toRecord({
    kind: 'risk_classification',
    id: `${id}, entry ${seq}`,
    title: `Assessment of ${name}`,
    subject: { type: 'use_case', ref: id },
    seq,
    at,
    authors: [by],
    sha256,
    missingFields: [...new Set(missing.map((dimension) => fieldOf[dimension] ?? dimension))],
    signatures: override && signedAs ? [{ email: override.email, role: signedAs, meaning: 'responsibility', seq }] : [],
    retained: true,
  })
}

/** Digest of a tier that was stated when its use case was registered. */
export const toStatedTierHash = (id: string, tier: Tier, tierReasons: string): string => digestOf({ id, tier, tierReasons })

function toStatedTier({ id, name, seq, at, owner, tierReasons, registeredTier }: EvidenceAbout['useCase']): EvidenceRecord {
  return toRecord({
    kind: 'risk_classification',
    id,
    title: `Tier of ${name} as stated`,
    subject: { type: 'use_case', ref: id },
    seq,
    at,
    authors: [owner],
    sha256: toStatedTierHash(id, registeredTier, tierReasons),
    missingFields: ['exposure', 'purpose_materiality', 'autonomy', 'reversibility', 'transparency', 'regulatory_tags', 'forced_rules_hit', ...(tierReasons === '' ? ['rationale'] : [])],
    retained: true,
  })
}
