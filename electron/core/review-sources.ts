import type { Catalog } from '../domain/catalog/service.ts'
import { toFieldLine, type Documents } from '../domain/documents/service.ts'
import type { Evidence, Holdings } from '../domain/evidence/service.ts'
import type { PolicyReaders } from '../domain/policies/service.ts'
import { useFields, type ReviewSources, type UseRecord, type WatchSources } from '../domain/reviews/service.ts'
import type { Index } from '../platform/sqlite.ts'

/** What reviews read of the modules below them, whichever records they are folded from. */
export function reviewSources(index: Index, policies: PolicyReaders, catalog: Pick<Catalog, 'version' | 'useCase'>, holdings: Pick<Holdings, 'about' | 'gather'>): Omit<ReviewSources, 'now' | 'personName'> {
  return { index, policies, version: catalog.version, useCase: catalog.useCase, holdings }
}

/** What watching live approvals reads beside that. */
export function watchSources(catalog: Catalog, evidence: Pick<Evidence, 'checks' | 'check'>, documents: Pick<Documents, 'list' | 'get'>): WatchSources {
  const written = (kind: string, type: 'use_case' | 'version', ref: string) => documents.list({ kind, subject: { type, ref } }).filter(({ withdrawn }) => withdrawn === null)
  const toRecord = (id: string, number: number): UseRecord => {
    const { shown, content } = documents.get(id, number)
    return { seq: shown.seq, at: shown.at, fields: Object.fromEntries(Object.keys(useFields).map((field) => [field, toFieldLine(content, field) ?? ''])) }
  }
  return {
    manifest: (ref) => catalog.version(ref).manifest,
    newestSnapshot: (dataset) => catalog.dataset(dataset).snapshots.toSorted((a, b) => b.number - a.number)[0]!,
    versions: (model) => catalog.model(model).versions,
    checks: evidence.checks,
    check: evidence.check,
    describedUse: (useCase) => ({
      assessments: catalog.assessments(useCase),
      records: written('use_case_record', 'use_case', useCase).flatMap(({ id, number }) => Array.from({ length: number }, (_none, at) => toRecord(id, at + 1))),
    }),
    incidents: (version) => written('incident', 'version', version),
  }
}
