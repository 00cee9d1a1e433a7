import { join } from 'node:path'
import { createCatalogReaders } from '../domain/catalog/service.ts'
import { createDocumentReaders } from '../domain/documents/service.ts'
import { createReproductionCheck, createRunNames } from '../domain/experiments/service.ts'
import { createIdentityReaders } from '../domain/identity/service.ts'
import type { StoredEntry } from '../domain/ledger/service.ts'
import type { SignOffsCheck } from '../domain/ledger/verification/run.ts'
import { createPolicyReaders } from '../domain/policies/service.ts'
import { createStandsFor } from '../domain/reviews/delegations/service.ts'
import { createItemCheck } from '../domain/reviews/item-verification.ts'
import { createReviewReaders } from '../domain/reviews/readers.ts'
import { createSignOffCheck, signOffKinds } from '../domain/reviews/verification.ts'
import { createBlobStore } from '../platform/blobs.ts'
import { openScratchIndex } from '../platform/sqlite.ts'
import { foldEntry } from './folding.ts'
import { composeHoldings } from './holdings.ts'
import { reviewSources } from './review-sources.ts'

/** The most entries that one signature brings about: an approval with twenty conditions that supersedes others. */
const lookAhead = 32

/** Folds the entries anew, and before each one that signs or moves a request asks the rules whether it might. */
export const checkSignOffs: SignOffsCheck = function* ({ dir, entries }) {
  const database = openScratchIndex()
  const { index, raw } = database
  let now = new Date(0)
  try {
    const blobs = createBlobStore(join(dir, 'blobs'))
    const catalog = createCatalogReaders({ index, blobs })
    const policies = createPolicyReaders({ index })
    const documents = createDocumentReaders({ index, blobs, catalog, runs: createRunNames({ index }), now: () => now })
    const holdings = composeHoldings({ index, blobs, catalog, documents, policies, now: () => now, more: [] })
    const identity = createIdentityReaders({ index, keys: { has: () => false } })
    const reviews = createReviewReaders({ ...reviewSources(index, policies, catalog, holdings), now: () => now, personName: (email) => email })
    const standsFor = createStandsFor({ index, identity })
    const check = createSignOffCheck({ facts: reviews.facts, person: (email) => ({ ...identity.person(email), standsFor: standsFor(email, now.toISOString()) }) })
    const itemWhy = createItemCheck({ index, identity, policies, version: catalog.version, facts: reviews.facts })
    const reproductionWhy = createReproductionCheck({ index, blobs })
    raw.exec('BEGIN')
    for (const [entry, next] of withNext(entries(), lookAhead)) {
      now = new Date(entry.at)
      if (signOffKinds.includes(entry.kind)) yield* check(entry, next)
      const broken = itemWhy(entry)
      if (broken !== null) yield { seq: entry.seq, detail: `Entry ${entry.seq} (${entry.kind}): ${broken}` }
      const unlike = reproductionWhy(entry, next[0])
      if (unlike !== null) yield { seq: entry.seq, detail: `Entry ${entry.seq} (${entry.kind}): ${unlike}`, kind: 'REPRODUCTION-RULE' }
      foldEntry(entry, index)
    }
  } finally {
    database.close()
  }
}

/** Each entry with the ones after it. */
function* withNext(entries: Iterable<StoredEntry>, ahead: number): Generator<[StoredEntry, readonly StoredEntry[]]> {
  const waiting: StoredEntry[] = []
  for (const entry of entries) {
    waiting.push(entry)
    if (waiting.length > ahead) yield [waiting.shift()!, waiting]
  }
  for (let entry = waiting.shift(); entry; entry = waiting.shift()) yield [entry, waiting]
}
