import { type Check, type CheckChoices, type CheckTemplate, type FilePreview, type InputFile, type Recomputation, templateName } from '../../../shared/contract/evidence.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import type { FileSample } from '../../platform/duckdb-messages.ts'
import type { Analytics } from '../../platform/duckdb.ts'
import type { Index } from '../../platform/sqlite.ts'
import { toCanonical } from '../../tlog/canonical.ts'
import type { Ledger } from '../ledger/service.ts'
import type { CheckFacts } from './counting.ts'
import { type CheckRun, type Declared, kindOf } from './kinds.ts'
import { createEvidenceReaders, type EvidenceReaders } from './readers.ts'
import { compareResults } from './recompute.ts'
import { distinctOf, guessRoles } from './roles.ts'
import { currentTemplates } from './templates.ts'
import { findSealedFile, refuseOtherRows, refuseUse, toRecomputation } from './test-sets/guarding.ts'

export { createEvidenceReaders, readRanChecks, type EvidenceReaders, type RanCheck } from './readers.ts'
export { createHoldings, type EvidenceAbout, type EvidenceSource, type Holdings, type SignOff } from './holdings.ts'
export { toRecord } from './blank-record.ts'
export { createTestSetReaders, createTestSets, type TestSetReaders, type TestSets } from './test-sets/service.ts'
export { toStatedTierHash } from './records-of-catalog.ts'
export type { CheckRun } from './kinds.ts'

/** What a check binds itself to; throws NOT_FOUND for a version that is not there. */
export interface CatalogForEvidence {
  versionHead(ref: string): { ref: string; manifestHash: string }
}

export interface Evidence extends EvidenceReaders {
  /** First rows, types and proposed roles; nothing is written. */
  preview(path: string, work: Work): Promise<FilePreview>
  /**
   * Declares, counts, judges and records a check. An input problem (BAD_INPUT, FILE_UNREADABLE, UNSUPPORTED_FORMAT,
   * CONFLICT for a file that changes meanwhile) is refused before anything is written.
   */
  run(actor: string, check: CheckRun, work: Work): Promise<Check>
  /** Writes the choices under the name. BAD_INPUT: a name that is none. */
  saveTemplate(actor: string, template: CheckChoices & { name: string }): CheckTemplate
  /**
   * The stored settings on the same bytes, counted by today's program, beside the stored result. Writes nothing, unless a sealed test set was read.
   * BAD_INPUT: a file is missing or is not the one that the check read.
   */
  recompute(actor: () => string, id: string, paths: Record<string, string>, work: Work): Promise<Recomputation>
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
    preview: async (path, work) => toPreview(await options.analytics.preview(path, work), await findSealedFile(options.index, path, work.signal)),
    run: async (actor, check, work) => readers.check(await run(options, actor, check, work)),
    saveTemplate: (actor, template) => saveTemplate(options, actor, template),
    recompute: (actor, id, paths, work) => recompute(options, readers, { actor, id, paths }, work),
  }
}

/**
 * The declaration comes before any sight of what the check is to find out, and the ledger's order proves it. The files are
 * counted first, in the child, but the child lets out facts about the files alone (digest, columns, values, exclusions). With
 * these the input is refused, with nothing written, or the declaration is appended; only then are the counts released and judged.
 * A crash in between leaves a declaration without a result, which is the truth.
 */
async function run(options: EvidenceOptions, actor: string, { check, version, inputs: paths, testSet, settings: choices }: CheckRun, work: Work): Promise<string> {
  const { ledger, blobs, catalog, analytics } = options
  const kind = kindOf(check)
  const settings = kind.toSettings(choices)
  const files = present(paths)
  kind.refuseSettings(settings, Object.keys(files))
  const { ref, manifestHash } = catalog.versionHead(version)
  work.progress(0, null, 'Opening the file')
  const counting = await analytics.check({ kind: check, paths: files, settings }, work)
  try {
    const facts = counting.facts as CheckFacts
    kind.refuseFacts(facts, settings)
    const over = testSet === undefined ? null : refuseOtherRows(options.index, testSet, facts.rows.read)
    refuseUse(options.index, actor, [...facts.inputs.map(({ sha256 }) => sha256), ...(over ? [over] : [])])
    if (work.signal.aborted) throw new AppError('CANCELLED', 'The check was cancelled; nothing was written.')
    const [declared] = ledger.append(actor, () => ({
      kind: 'check.declared/v1',
      body: { check, version: ref, manifestHash, inputs: facts.inputs, ...(testSet === undefined ? {} : { testSet }), settings } as Declared,
    }))
    const counts = await counting.release().catch((error: unknown) => {
      throw lostCounts(declared!.seq, error)
    })
    const result = kind.toResult({ settings, facts, engine: toEngine(options.version, facts), counts })
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

function saveTemplate({ ledger, index }: EvidenceOptions, actor: string, template: CheckChoices & { name: string }): CheckTemplate {
  const { data: name, error } = templateName.safeParse(template.name)
  if (error) throw new AppError('BAD_INPUT', `“${template.name.slice(0, 100)}” can not be saved: ${error.issues[0]?.message}.`)
  const [saved] = ledger.append(actor, () => ({ kind: 'check.template.saved/v1', body: { name, check: template.check, settings: template.settings } as CheckChoices & { name: string } }))
  return currentTemplates(index, template.check).find(({ seq }) => seq === saved!.seq) as CheckTemplate
}

async function recompute(options: EvidenceOptions, readers: EvidenceReaders, { actor, id, paths }: { actor: () => string; id: string; paths: Record<string, string> }, work: Work): Promise<Recomputation> {
  const { result: stored, erased, version } = readers.check(id)
  if (stored === null) throw new AppError('NOT_FOUND', `${erased} There is nothing to compare with.`)
  const { check, settings } = stored
  refuseOtherRoles(id, stored.inputs, paths)
  work.progress(0, null, 'Opening the file')
  const ordered = Object.fromEntries(stored.inputs.map(({ role }) => [role, paths[role] as string]))
  const counting = await options.analytics.check({ kind: check, paths: ordered, settings }, work)
  try {
    const facts = counting.facts as CheckFacts
    for (const input of stored.inputs) refuseOtherFile(id, input, facts.inputs.find(({ role }) => role === input.role))
    const opened = toRecomputation(options.index, { check: id, version }, stored.inputs)
    if (opened.length > 0) options.ledger.append(actor(), () => opened)
    const now = kindOf(check).toResult({ settings, facts, engine: toEngine(options.version, facts), counts: await counting.release() })
    const differences = compareResults(stored, now)
    return { id, same: differences.length === 0, differences }
  } finally {
    counting.close()
  }
}

function refuseOtherRoles(id: string, inputs: readonly InputFile[], paths: Record<string, string>): void {
  for (const { role, name } of inputs) {
    if (!paths[role]) throw new AppError('BAD_INPUT', `Say where the file “${name}” is, which ${id} read as ${role}.`)
  }
  const unknown = Object.keys(paths).find((role) => !inputs.some((input) => input.role === role))
  if (unknown !== undefined) throw new AppError('BAD_INPUT', `${id} read no file as “${unknown}”; it read: ${inputs.map(({ role, name }) => `${role} (${name})`).join(', ')}.`)
}

function refuseOtherFile(id: string, stored: InputFile, found: InputFile | undefined): void {
  if (found?.sha256 === stored.sha256) return
  throw new AppError('BAD_INPUT', `${found?.name} is not the file that ${id} read as ${stored.role}: its SHA-256 begins with ${found?.sha256.slice(0, 12)}, that of “${stored.name}” with ${stored.sha256.slice(0, 12)}.`)
}

const lostCounts = (declaration: number, cause: unknown) =>
  new AppError('BUSY', `The check was declared as entry ${declaration}, but the process that counted ended before it told the counts. Run the check again.`, { cause })

/** Optional files that were not given are no inputs. */
const present = (paths: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(paths).filter((entry): entry is [string, string] => entry[1] !== undefined))

const toEngine = (version: string, { duckdb, query }: CheckFacts) => ({ countersign: version, duckdb, query })

const shownRows = 50
const shownExamples = 5
/** Of a sealed test set: a column with more different values is no choice between words. */
const mostWords = 12

/** Of a sealed test set no row is shown: looking at it would be a use. The words of columns that have to be chosen from stay. */
function toPreview({ columns, rows, ...file }: FileSample, sealed: string | null): FilePreview {
  const sampled = columns.map((column, at) => ({ ...column, values: rows.map((row) => row[at] ?? null) }))
  const guesses = guessRoles(sampled)
  const hides = (at: number) => sealed !== null && (!['label', 'prediction', 'group'].includes(guesses[at] ?? 'other') || distinctOf(sampled[at]!) > mostWords)
  return {
    ...file,
    ...(sealed === null ? {} : { testSet: sealed }),
    columns: sampled.map((column, at) => ({
      name: column.name,
      type: column.type,
      distinctInSample: distinctOf(column),
      examples: hides(at) ? [] : [...new Set(column.values.filter((value) => value !== null))].slice(0, shownExamples),
      guess: guesses[at] ?? 'other',
    })),
    rows: sealed === null ? rows.slice(0, shownRows) : [],
  }
}
