import type { Redaction } from '../../../../shared/contract/custody.ts'
import type { Finding } from '../../../../shared/contract/ledger.ts'
import { toFinding } from '../findings.ts'
import type { FindingKind } from '../findings.ts'

/** Enough of one kind to see a pattern; a ledger that is wrong throughout must not fill the memory. */
export const maximumPerKind = 100

export interface Collector {
  report(kind: FindingKind, seq: number | null, detail: string): void
  add(findings: readonly Finding[]): void
  /** Data erased on purpose: information that changes no verdict. */
  note(redaction: Redaction): void
  redacted(): Redaction[]
  /** In order of entries, those about no single entry first. */
  all(): Finding[]
}

export function createCollector(): Collector {
  const found: Finding[] = []
  const redacted: Redaction[] = []
  const counts = new Map<FindingKind, number>()
  return {
    report(kind, seq, detail) {
      const count = (counts.get(kind) ?? 0) + 1
      counts.set(kind, count)
      if (count <= maximumPerKind) found.push(toFinding(kind, seq, detail))
    },
    note: (redaction) => void redacted.push(redaction),
    redacted: () => redacted,
    add: (findings) => void found.push(...findings),
    all() {
      const omitted = [...counts].filter(([, count]) => count > maximumPerKind)
      const rest = omitted.map(([kind, count]) => toFinding(kind, null, `${count - maximumPerKind} more findings of this kind are not listed.`))
      return [...found.toSorted((a, b) => (a.seq ?? -1) - (b.seq ?? -1)), ...rest]
    },
  }
}
