import { createHash } from 'node:crypto'
import type { NotedBackup } from '../../shared/contract/backups.ts'
import type { EvidenceRecord } from '../../shared/contract/evidence-record.ts'
import type { Person } from '../../shared/contract/identity.ts'
import type { Verification } from '../../shared/contract/ledger.ts'
import type { Report } from '../../shared/contract/reports.ts'
import { type EvidenceSource, toRecord } from '../domain/evidence/service.ts'

export type OwnVerification = Pick<Verification, 'level' | 'verdict' | 'size' | 'rootHash' | 'verifiedAt'>

export interface OwnFacts {
  /** The newest full one that this computer knows of, or a newer one of this session. */
  lastVerification: () => OwnVerification | null
  people: () => Person[]
  reports: (version: string) => Report[]
  backups: () => NotedBackup[]
}

const workspace = { type: 'workspace' as const, ref: 'workspace' }

/** What the program knows of itself and of this workspace, as evidence: only what was done and came out, nothing assumed. */
export function createOwnSource({ lastVerification, people, reports, backups }: OwnFacts): EvidenceSource {
  return ({ version }) => [
    ...toTrailCheck(lastVerification()),
    ...people().filter(({ revoked }) => revoked === null).map(toEnrolment),
    ...reports(version.ref).slice(0, 1).map((report) => toDossier(report, version.manifestHash)),
    ...backups().filter(({ present }) => present).slice(0, 1).map(toBackup),
  ]
}

/** The check at opening looks at head and tail only: it does not count as a verification of the trail. */
function toTrailCheck(last: OwnVerification | null): EvidenceRecord[] {
  if (last === null || last.level === 'open') return []
  const { verdict, size, rootHash, verifiedAt, level } = last
  return [
    toRecord({
      kind: 'audit_trail_check',
      id: `verification of ${size} entries`,
      title: `${verdict}, ${level === 'full' ? 'in full' : 'every entry and node'}`,
      subject: workspace,
      seq: Math.max(0, size - 1),
      at: verifiedAt,
      authors: [],
      sha256: createHash('sha256').update(`${size} ${rootHash} ${verdict}`).digest('hex'),
      verified: verdict === 'intact',
      verdict: verdict === 'intact' ? 'pass' : 'fail',
      missingFields: [],
      retained: true,
    }),
  ]
}

/** Whoever was enrolled by somebody else was looked at by them: their signature says so. Founders enrolled themselves. */
const toEnrolment = ({ email, name, enrolledAt, enrolledBy, enrolledSeq, vkey }: Person): EvidenceRecord =>
  toRecord({
    kind: 'identity_enrolment',
    id: email,
    title: `${name}, enrolled by ${enrolledBy === email ? 'themselves' : enrolledBy}`,
    subject: workspace,
    seq: enrolledSeq,
    at: enrolledAt,
    authors: [enrolledBy],
    sha256: createHash('sha256').update(vkey).digest('hex'),
    missingFields: enrolledBy === email ? ['identity_check', 'checked_by'] : [],
    verified: true,
    retained: true,
  })

const toDossier = ({ id, fileName, seq, at, by, sha256, version }: Report, manifestHash: string): EvidenceRecord =>
  toRecord({ kind: 'technical_file', id, title: fileName, subject: { type: 'version', ref: version }, seq, at, authors: [by], sha256, boundTo: manifestHash, verified: true, retained: true })

/** A backup is read back and verified before it is noted. */
const toBackup = ({ path, at, size, sha256 }: NotedBackup): EvidenceRecord =>
  toRecord({ kind: 'backup_check', id: `backup of ${size} entries`, title: path.replace(/^.*[/\\]/, ''), subject: workspace, seq: Math.max(0, size - 1), at, authors: [], sha256, verified: true, retained: true })
