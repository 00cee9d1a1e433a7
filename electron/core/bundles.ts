import type { BundleView } from '../../shared/contract/interop.ts'
import { waiverEntries } from '../../shared/contract/waivers.ts'
import { AppError } from '../../shared/errors.ts'
import { createCatalogReaders } from '../domain/catalog/service.ts'
import { createDocumentReaders } from '../domain/documents/service.ts'
import { createEvidenceReaders } from '../domain/evidence/service.ts'
import { createRunNames } from '../domain/experiments/service.ts'
import { createIdentityReaders } from '../domain/identity/service.ts'
import { inspectBundle, type OpenForeign } from '../domain/interop/service.ts'
import type { StoredEntry } from '../domain/ledger/service.ts'
import { createPolicyReaders } from '../domain/policies/service.ts'
import { createItemCheck } from '../domain/reviews/item-verification.ts'
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
      const records = createRecords(database)
      const fold = (some: readonly StoredEntry[]) => records.fold(some, { size: entries.length, root: Buffer.alloc(32) })
      fold(entries.filter(({ kind }) => !waiverKinds.includes(kind)))
      const catalog = createCatalogReaders({ index, blobs })
      const evidence = createEvidenceReaders({ index, blobs })
      const identity = createIdentityReaders({ index, keys: { has: () => false } })
      const now = () => clock.now()
      const personName = (email: string) => identity.person(email).name
      const policies = createPolicyReaders({ index })
      const documents = createDocumentReaders({ index, blobs, catalog, runs: createRunNames({ index }), now })
      const holdings = composeHoldings({ index, blobs, catalog, documents, policies, now, more: [] })
      const reviews = createReviewReaders({ ...reviewSources(index, policies, catalog, holdings), now, personName })
      const why = createItemCheck({ index, identity, policies, version: catalog.version, facts: reviews.facts })
      for (const entry of entries.filter(({ kind }) => waiverKinds.includes(kind))) {
        refuseBroken(entry, why(entry))
        fold([entry])
      }
      return { reviews, catalog, evidence, documents, people: identity.people, close: () => database.close() }
    } catch (error) {
      database.close()
      throw error
    }
  }
}

const waiverKinds: readonly string[] = Object.keys(waiverEntries)

/** A waiver lets a request do without what its policy demands, so it is held to the same rules as in the workspace where it was granted. */
function refuseBroken({ seq, kind }: StoredEntry, why: string | null): void {
  if (why !== null) throw new AppError('BAD_INPUT', `The bundle is refused: it holds a waiver that its policy does not allow (entry ${seq}, ${kind}): ${why} Nothing was written.`)
}

/** Verifies a bundle where no workspace is open: everybody in it is a stranger then. */
export const inspectAlone = (path: string, { clock }: { clock: Clock }): BundleView => inspectBundle(path, createOpenForeign(clock))
