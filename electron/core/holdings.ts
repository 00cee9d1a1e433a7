import type { Catalog } from '../domain/catalog/service.ts'
import type { DocumentReaders } from '../domain/documents/service.ts'
import { createHoldings, type EvidenceAbout, type EvidenceSource, type Holdings, type SignOff } from '../domain/evidence/service.ts'
import type { PolicyReaders } from '../domain/policies/service.ts'
import { createItemRecords } from '../domain/reviews/service.ts'
import type { BlobStore } from '../platform/blobs.ts'
import type { Index } from '../platform/sqlite.ts'

export interface HoldingSources {
  index: Index
  blobs: BlobStore
  catalog: Pick<Catalog, 'version' | 'model' | 'useCase' | 'snapshot' | 'riskClassification'>
  documents: Pick<DocumentReaders, 'recordsOf'>
  policies: Pick<PolicyReaders, 'current'>
  now: () => Date
  /** What modules above evidence add: reviews, reports, the ledger's own state. */
  more: readonly EvidenceSource[]
  /** Left out for what a request freezes: it is told from what was there before anybody signed. */
  signOff?: (about: EvidenceAbout) => SignOff
}

/** How documents name the workspace as what they are about. */
const workspaceRef = 'workspace'

/** Everything in a workspace that counts as evidence, whichever module it comes from. */
export function composeHoldings({ index, blobs, catalog, documents, policies, now, more, signOff }: HoldingSources): Holdings {
  const written: EvidenceSource = ({ version, model, useCase }) =>
    documents.recordsOf([
      { type: 'version', ref: version.ref },
      { type: 'model', ref: model.name },
      { type: 'use_case', ref: useCase.id },
      ...version.manifest.data.map(({ snapshot }) => ({ type: 'snapshot' as const, ref: snapshot })),
      { type: 'workspace', ref: workspaceRef },
    ])
  return createHoldings({ index, blobs, catalog, policy: policies.current, now, sources: [written, createItemRecords({ index, now }), ...more], signOff })
}
