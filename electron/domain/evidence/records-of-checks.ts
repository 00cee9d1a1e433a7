import type { CheckKind } from '../../../shared/contract/evidence.ts'
import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import { testKinds } from '../../../shared/test-sets.ts'
import { toRecord } from './blank-record.ts'
import { kindOf } from './kinds.ts'
import type { CheckRow } from './store.ts'

/** The checks of one version, the newest first, as evidence; of checks with the same settings only the newest. */
export function recordsOfChecks(rows: readonly CheckRow[], isErased: (sha256: string) => boolean, testSetOf: (declared: number) => EvidenceRecord['testSet']): EvidenceRecord[] {
  const seen = new Set<string>()
  return rows.flatMap((row) => {
    const { settingsSha256 } = row.declaration
    if (seen.has(settingsSha256)) return []
    seen.add(settingsSha256)
    return toRecords(row, !isErased(row.check.resultSha256), testSetOf(row.declaration.seq))
  })
}

function toRecords({ check, declaration }: CheckRow, retained: boolean, testSet: EvidenceRecord['testSet']): EvidenceRecord[] {
  const { seq, at, by, version, resultSha256 } = check
  const title = titleOf(declaration.kind, declaration.scope)
  return declaration.held.map(({ kind, missing, coversSegments, measures }) =>
    toRecord({
      kind,
      id: `C-${seq}`,
      title,
      subject: { type: 'version', ref: version },
      seq,
      at,
      authors: [...new Set([declaration.by, by])],
      sha256: resultSha256,
      boundTo: declaration.manifestHash,
      missingFields: missing,
      // The store joins a result only with a declaration of an earlier entry.
      predeclared: true,
      verdict: check.verdict,
      coversSegments,
      retained,
      measures,
      ...(testSet && testKinds.includes(kind) ? { testSet } : {}),
    }),
  )
}

const titleOf = (kind: CheckKind, scope: readonly string[]): string =>
  `${kindOf(kind).title}${scope.length === 0 ? '' : ` over ${scope.slice(0, 3).join(', ')}${scope.length > 3 ? ' …' : ''}`}`
