import type { EvidenceRecord } from '../../shared/contract/evidence-record.ts'
import type { EvidenceContext } from '../../shared/predicates.ts'
import { loadEvidenceKinds } from '../../electron/platform/evidence-kinds.ts'

export const bytes = 'a'.repeat(64)

/** A record in good order in every respect; a test spoils what it is about. */
export const recordOf = (spoilt: Partial<EvidenceRecord> = {}): EvidenceRecord => ({
  kind: 'performance_test',
  id: 'C-20',
  title: 'Performance check',
  subject: { type: 'version', ref: 'credit-lr@1' },
  seq: 20,
  at: '2026-06-01T00:00:00.000Z',
  authors: ['val@example.org'],
  sha256: 'b'.repeat(64),
  boundTo: bytes,
  missingFields: [],
  predeclared: true,
  verdict: 'pass',
  signatures: [{ email: 'val@example.org', role: 'validator', meaning: 'authorship', seq: 20 }],
  coversSegments: true,
  open: { high: 0, overdue: 0 },
  verified: true,
  retained: true,
  published: true,
  acknowledged: true,
  sealed: true,
  ...spoilt,
})

export const contextOf = (changed: Partial<EvidenceContext> = {}): EvidenceContext => ({
  digests: [bytes],
  authors: ['ana@example.org'],
  changed: { 'version:credit-lr@1': 10 },
  firstResult: 15,
  now: '2026-06-11T00:00:00.000Z',
  retentionYears: 10,
  kinds: loadEvidenceKinds(),
  ...changed,
})
