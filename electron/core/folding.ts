import { entryBodies, type EntryKind } from '../../shared/contract/index.ts'
import { catalogFolds, catalogSummaries } from '../domain/catalog/entries.ts'
import { documentFolds, documentSummaries } from '../domain/documents/entries.ts'
import { evidenceFolds, evidenceSummaries } from '../domain/evidence/entries.ts'
import { testSetFolds, testSetSummaries } from '../domain/evidence/test-sets/entries.ts'
import { experimentFolds, experimentSummaries } from '../domain/experiments/entries.ts'
import { frameworkFolds, frameworkSummaries } from '../domain/frameworks/entries.ts'
import { identityFolds, identitySummaries } from '../domain/identity/entries.ts'
import { interopFolds, interopSummaries } from '../domain/interop/entries.ts'
import { inventoryFolds, inventorySummaries } from '../domain/inventory/entries.ts'
import { ledgerSummaries } from '../domain/ledger/entries.ts'
import type { StoredEntry } from '../domain/ledger/service.ts'
import { policyFolds, policySummaries } from '../domain/policies/entries.ts'
import { reportFolds, reportSummaries } from '../domain/reports/entries.ts'
import { artefactFolds, artefactSummaries } from '../domain/reviews/artefacts/entries.ts'
import { challengeFolds, challengeSummaries } from '../domain/reviews/challenges/entries.ts'
import { commentFolds, commentSummaries } from '../domain/reviews/comments/entries.ts'
import { conditionFolds, conditionSummaries } from '../domain/reviews/conditions/entries.ts'
import { delegationFolds, delegationSummaries } from '../domain/reviews/delegations/entries.ts'
import { reviewFolds, reviewSummaries } from '../domain/reviews/entries.ts'
import { findingFolds, findingSummaries } from '../domain/reviews/findings/entries.ts'
import { waiverFolds, waiverSummaries } from '../domain/reviews/waivers/entries.ts'
import type { Index } from '../platform/sqlite.ts'

type Fold = (entry: StoredEntry, index: Index) => void
interface Line {
  summary: string
  subject: string | null
}
type Summary = (entry: StoredEntry) => Line

// The types of each module's folds and summaries are checked where they are written; here kinds are only strings.
const folds = [identityFolds, policyFolds, catalogFolds, documentFolds, experimentFolds, evidenceFolds, testSetFolds, reviewFolds, findingFolds, conditionFolds, waiverFolds, challengeFolds, commentFolds, delegationFolds, artefactFolds, frameworkFolds, inventoryFolds, reportFolds, interopFolds] as unknown as Record<string, Fold | undefined>[]
const summaries = {
  ...ledgerSummaries,
  ...identitySummaries,
  ...policySummaries,
  ...catalogSummaries,
  ...documentSummaries,
  ...experimentSummaries,
  ...evidenceSummaries,
  ...testSetSummaries,
  ...reviewSummaries,
  ...findingSummaries,
  ...conditionSummaries,
  ...waiverSummaries,
  ...challengeSummaries,
  ...commentSummaries,
  ...delegationSummaries,
  ...artefactSummaries,
  ...frameworkSummaries,
  ...inventorySummaries,
  ...reportSummaries,
  ...interopSummaries,
} as unknown as Record<string, Summary | undefined>

/** Every module that has a fold for this kind applies it, in the order of the layers; then the line for people. */
export function foldEntry(entry: StoredEntry, index: Index): Line {
  if (!hasKnownBody(entry)) return unknownLine(entry)
  for (const module of folds) module[entry.kind]?.(entry, index)
  return summaries[entry.kind]!(entry)
}

export function summarize(entry: StoredEntry): Line {
  return hasKnownBody(entry) ? summaries[entry.kind]!(entry) : unknownLine(entry)
}

const unknownLine = ({ kind }: StoredEntry): Line => ({ summary: `An entry that this version does not know: ${kind}`, subject: null })

/** A ledger may hold what a newer program wrote, or what somebody forged: records come only from bodies that parse. */
function hasKnownBody(entry: StoredEntry): boolean {
  return Object.hasOwn(entryBodies, entry.kind) && entryBodies[entry.kind as EntryKind].safeParse(entry.body).success
}
