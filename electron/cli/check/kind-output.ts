import type { CheckKind, CheckResult } from '../../../shared/contract/evidence.ts'

/** What the output of one kind adds to what all have: id, verdict, rows, metrics, limits. */
export interface KindOutput<K extends CheckKind> {
  /** Further members of the object that `--json` prints. */
  toJson(result: Extract<CheckResult, { check: K }>): Record<string, unknown>
  /** Tables for people. */
  toText(result: Extract<CheckResult, { check: K }>): string
}
