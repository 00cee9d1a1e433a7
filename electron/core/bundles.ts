import type { BundleView } from '../../shared/contract/interop.ts'
import { createCatalogReaders } from '../domain/catalog/service.ts'
import { createDocumentReaders } from '../domain/documents/service.ts'
import { createEvidenceReaders } from '../domain/evidence/service.ts'
import { createRunNames } from '../domain/experiments/service.ts'
import { createIdentityReaders } from '../domain/identity/service.ts'
import { inspectBundle, type OpenForeign } from '../domain/interop/service.ts'
import { createPolicyReaders } from '../domain/policies/service.ts'
import { createReviewReaders } from '../domain/reviews/readers.ts'
import type { Clock } from '../platform/clock.ts'
import { openIndex } from '../platform/sqlite.ts'
import { composeHoldings } from './holdings.ts'
import { createRecords } from './records.ts'
import { reviewSources } from './review-sources.ts'

/** Folds the entries of a bundle in memory, with the folds that every workspace uses: a foreign request is read like one of ours. */
export function createOpenForeign(clock: Clock): OpenForeign {
  return (entries, blobs) => {
    const database = openIndex(null)
    const { index } = database
    try {
      createRecords(database).fold(entries, { size: entries.length, root: Buffer.alloc(32) })
      const catalog = createCatalogReaders({ index, blobs })
      const evidence = createEvidenceReaders({ index, blobs })
      const identity = createIdentityReaders({ index, keys: { has: () => false } })
      const now = () => clock.now()
      const personName = (email: string) => identity.person(email).name
      const policies = createPolicyReaders({ index })
      const documents = createDocumentReaders({ index, blobs, catalog, runs: createRunNames({ index }), now })
      const holdings = composeHoldings({ index, blobs, catalog, documents, policies, now, more: [] })
      const reviews = createReviewReaders({ ...reviewSources(index, policies, catalog, holdings), now, personName })
      return { reviews, catalog, evidence, documents, people: identity.people, close: () => database.close() }
    } catch (error) {
      database.close()
      throw error
    }
  }
}

/** Verifies a bundle where no workspace is open: everybody in it is a stranger then. */
export const inspectAlone = (path: string, { clock }: { clock: Clock }): BundleView => inspectBundle(path, createOpenForeign(clock))
