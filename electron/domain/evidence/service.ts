import type * as z from 'zod'
import type { evidenceContract, Check, FairnessSettings, FilePreview } from '../../../shared/contract/evidence.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import { missingTokens } from '../../platform/data-source.ts'
import type { FairnessFacts, FairnessQuestion, FileSample } from '../../platform/duckdb-messages.ts'
import type { Analytics } from '../../platform/duckdb.ts'
import type { Index } from '../../platform/sqlite.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { Ledger } from '../ledger/service.ts'
import { refuseRoles, refuseThresholds, refuseValues } from './fairness/input-rules.ts'
import { toFairnessResult } from './fairness/result.ts'
import { createEvidenceReaders, type EvidenceReaders } from './readers.ts'
import { distinctOf, guessRoles } from './roles.ts'

export { createEvidenceReaders, type EvidenceReaders } from './readers.ts'

export type FairnessInput = z.output<NonNullable<(typeof evidenceContract)['runFairness']['~orpc']['inputSchema']>>

/** What a check binds itself to; throws NOT_FOUND for a version that is not there. */
export interface CatalogForEvidence {
  versionHead(ref: string): { ref: string; manifestHash: string }
}

export interface Evidence extends EvidenceReaders {
  /** First rows, types and proposed roles; nothing is written. */
  preview(path: string, work: Work): Promise<FilePreview>
  /**
   * Declares, counts, judges and records a fairness check. An input problem (BAD_INPUT, FILE_UNREADABLE, UNSUPPORTED_FORMAT,
   * CONFLICT for a file that changes meanwhile) is refused before anything is written.
   */
  runFairness(actor: string, input: FairnessInput, work: Work): Promise<Check>
}

export interface EvidenceOptions {
  ledger: Ledger
  index: Index
  blobs: BlobStore
  clock: Clock
  analytics: Analytics
  catalog: CatalogForEvidence
  /** Of the program, as stored results name it. */
  version: string
}

export function createEvidence(options: EvidenceOptions): Evidence {
  const readers = createEvidenceReaders(options)
  return {
    ...readers,
    preview: async (path, work) => toPreview(await options.analytics.preview(path, work)),
    runFairness: async (actor, input, work) => readers.check(await runFairness(options, actor, input, work)),
  }
}

/**
 * The declaration comes before any sight of how groups fare, and the ledger's order proves it. The file is counted first,
 * in the child, but the child lets out facts about the file alone (digest, columns, values, exclusions). With these the input
 * is refused, with nothing written, or the declaration is appended; only then are the counts by group released and judged.
 * A crash in between leaves a declaration without a result, which is the truth.
 */
async function runFairness(options: EvidenceOptions, actor: string, input: FairnessInput, work: Work): Promise<string> {
  const { ledger, blobs, catalog, analytics } = options
  const settings = toSettings(input)
  const question = toQuestion(input.path, settings)
  refuseThresholds(settings.thresholds)
  refuseRoles(question)
  const { ref, manifestHash } = catalog.versionHead(input.version)
  work.progress(0, null, 'Opening the file')
  const counting = await analytics.fairness(question, work)
  try {
    const { facts } = counting
    refuseValues(facts, question)
    if (work.signal.aborted) throw new AppError('CANCELLED', 'The check was cancelled; nothing was written.')
    const [declared] = ledger.append(actor, () => ({
      kind: 'check.declared/v1',
      body: { check: 'fairness', version: ref, manifestHash, input: facts.file, settings },
    }))
    const cells = await counting.release().catch((error: unknown) => {
      throw lostCounts(declared!.seq, error)
    })
    const result = toFairnessResult({ settings, input: facts.file, engine: toEngine(options.version, facts), rows: facts.rows, cells })
    const blob = blobs.put(Buffer.from(toCanonical(result)))
    const { read, used } = facts.rows
    const [completed] = ledger.append(actor, () => ({
      kind: 'check.completed/v1',
      body: { declaration: declared!.seq, version: ref, verdict: result.verdict, result: blob, rows: { read, used } },
    }))
    return `C-${completed!.seq}`
  } finally {
    counting.close()
  }
}

const lostCounts = (declaration: number, cause: unknown) =>
  new AppError('BUSY', `The check was declared as entry ${declaration}, but the process that counted ended before it told the counts. Run the check again.`, { cause })

/** Everything that decides the outcome, spelled out: defaults of a later program must not reach back into this one. */
function toSettings({ columns, thresholds, minimumGroup }: FairnessInput): FairnessSettings {
  return { columns, thresholds, minimumGroup, minimumDenominator: minimumGroup, confidence: 0.95, missing: [...missingTokens] }
}

function toQuestion(path: string, { columns, missing }: FairnessSettings): FairnessQuestion {
  const { label, positive, decision, groups } = columns
  return { path, label, positive, decision, groups, missing }
}

const toEngine = (version: string, { duckdb, query }: FairnessFacts) => ({ countersign: version, duckdb, query })

const shownRows = 50
const shownExamples = 5

function toPreview({ columns, rows, ...file }: FileSample): FilePreview {
  const sampled = columns.map((column, at) => ({ ...column, values: rows.map((row) => row[at] ?? null) }))
  const guesses = guessRoles(sampled)
  return {
    ...file,
    columns: sampled.map((column, at) => ({
      name: column.name,
      type: column.type,
      distinctInSample: distinctOf(column),
      examples: [...new Set(column.values.filter((value) => value !== null))].slice(0, shownExamples),
      guess: guesses[at] ?? 'other',
    })),
    rows: rows.slice(0, shownRows),
  }
}
