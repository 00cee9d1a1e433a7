import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'

type Required = 'kind' | 'id' | 'title' | 'subject' | 'seq' | 'at' | 'authors' | 'sha256'

/** A record of which nothing more is known than that it is there. */
export const toRecord = (known: Pick<EvidenceRecord, Required> & Partial<EvidenceRecord>): EvidenceRecord => ({
  boundTo: null,
  missingFields: [],
  predeclared: null,
  verdict: null,
  signatures: [],
  coversSegments: null,
  open: { high: 0, overdue: 0 },
  verified: null,
  retained: null,
  published: null,
  acknowledged: null,
  sealed: null,
  ...known,
})
