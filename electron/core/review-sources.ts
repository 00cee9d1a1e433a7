import type { Catalog } from '../domain/catalog/service.ts'
import type { Holdings } from '../domain/evidence/service.ts'
import type { PolicyReaders } from '../domain/policies/service.ts'
import type { ReviewSources } from '../domain/reviews/service.ts'
import type { Index } from '../platform/sqlite.ts'

/** What reviews read of the modules below them, whichever records they are folded from. */
export function reviewSources(index: Index, policies: PolicyReaders, catalog: Pick<Catalog, 'version' | 'useCase'>, holdings: Pick<Holdings, 'about' | 'gather'>): Omit<ReviewSources, 'now' | 'personName'> {
  return { index, policies, version: catalog.version, useCase: catalog.useCase, holdings }
}
