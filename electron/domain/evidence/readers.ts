import { checkResult, type Check, type CheckChoices, type CheckDetail, type CheckKind, type CheckResult, type CheckTemplate, type Verdict } from '../../../shared/contract/evidence.ts'
import { AppError } from '../../../shared/errors.ts'
import { checkId } from '../../../shared/ids.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import type { Index } from '../../platform/sqlite.ts'
import { kindOf } from './kinds.ts'
import { type CheckRow, readChecks } from './store.ts'
import { currentTemplates } from './templates.ts'

export interface EvidenceReaders {
  /** Newest first. */
  checks(filter: { version?: string | undefined }): Check[]
  /** With the stored result, or null where it was erased. NOT_FOUND: no such check, or its result is missing; LEDGER_UNSAFE: its bytes changed. */
  check(id: string): CheckDetail
  /** What would have to be chosen for the same check on other files. NOT_FOUND also where the result was erased, and its settings with it. */
  choices(id: string): CheckChoices
  templates(filter: { check?: CheckKind | undefined }): CheckTemplate[]
}

export function createEvidenceReaders({ index, blobs }: { index: Index; blobs: BlobStore }): EvidenceReaders {
  const counts = createVerdictCounts(blobs)
  const toListed = (row: CheckRow) => toCheck(row, counts(row.check.resultSha256), blobs.erased(row.check.resultSha256))
  const find = (id: string): CheckDetail => {
    const row = checkId.safeParse(id).success ? readChecks(index, { seq: Number(id.slice(2)) })[0] : undefined
    if (!row) throw new AppError('NOT_FOUND', `There is no check ${id} in this workspace. ${existing(index)}`)
    const check = toListed(row)
    return { ...check, result: check.erased === null ? loadResult(blobs, row.check.resultSha256) : null }
  }
  return {
    checks: ({ version }) => readChecks(index, { version }).map(toListed),
    check: find,
    choices: (id) => toChoices(find(id)),
    templates: ({ check }) => currentTemplates(index, check),
  }
}

/** What entries say of each check on a version, newest first. */
export type RanCheck = Pick<Check, 'id' | 'kind' | 'seq' | 'at' | 'verdict'>
export const readRanChecks = (index: Index, version: string): RanCheck[] => readChecks(index, { version }).map(({ check: { seq, at, verdict }, declaration: { kind } }) => ({ id: `C-${seq}`, kind, seq, at, verdict }))

function toChoices({ result, erased }: CheckDetail): CheckChoices {
  if (result === null) throw new AppError('NOT_FOUND', `${erased} Its settings went with it.`)
  return { check: result.check, settings: kindOf(result.check).toChoices(result.settings) } as CheckChoices
}

function existing(index: Index): string {
  const ids = readChecks(index, {}).map(({ check }) => `C-${check.seq}`)
  if (ids.length === 0) return 'There is none yet.'
  return `There are: ${ids.slice(0, 12).join(', ')}${ids.length > 12 ? ' and older ones' : ''}.`
}

function toCheck({ check, declaration }: CheckRow, counts: Check['counts'], because: string | null): Check {
  const { seq, declaredSeq, version, verdict, at, by, resultSha256, rowsRead, rowsUsed } = check
  const { kind, inputs, scope } = declaration
  const erased = because === null ? null : `The result of C-${seq} is gone on purpose: ${because.replace(/\.?$/, '.')} What the entries say of the check stays.`
  return { id: `C-${seq}`, kind, version, verdict, declaredSeq, seq, at, by, inputs, resultSha256, rowsRead, rowsUsed, scope, counts, erased }
}

export function loadResult(blobs: BlobStore, sha256: string): CheckResult {
  return checkResult.parse(JSON.parse(blobs.read(sha256).toString('utf8')))
}

/**
 * Metrics by verdict, for lists. A blob never changes, so what was counted once stays for as long as it is there. A result that can not be read
 * is counted as nothing here: opening the check says what is wrong, and a list must not fail for one of its lines.
 */
function createVerdictCounts(blobs: BlobStore): (sha256: string) => Check['counts'] {
  const known = new Map<string, Check['counts']>()
  return (sha256) => {
    const cached = blobs.has(sha256) ? known.get(sha256) : undefined
    if (cached) return cached
    try {
      const counts = countVerdicts(loadResult(blobs, sha256))
      known.set(sha256, counts)
      return counts
    } catch {
      return {}
    }
  }
}

function countVerdicts({ metrics }: CheckResult): Check['counts'] {
  const counts: Partial<Record<Verdict, number>> = {}
  for (const { verdict } of metrics) counts[verdict] = (counts[verdict] ?? 0) + 1
  return counts
}
