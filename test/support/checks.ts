import type { CheckKind, CheckResult, FairnessSettings } from '../../shared/contract/evidence.ts'
import type { CheckRun } from '../../electron/domain/evidence/service.ts'

export interface FairnessAsk {
  version: string
  path: string
  columns: FairnessSettings['columns']
  thresholds: FairnessSettings['thresholds']
  minimumGroup: number
}

/** A fairness check of one predictions file, as a person asks for it. */
export const fairnessRun = ({ version, path, ...settings }: FairnessAsk): CheckRun => ({ check: 'fairness', version, inputs: { data: path }, settings })

/** The result of the kind that a test expects. */
export function resultOf<K extends CheckKind>(kind: K, result: CheckResult | null): Extract<CheckResult, { check: K }> {
  if (result?.check !== kind) throw new Error(`a result of ${result?.check ?? 'nothing'}, not of ${kind}`)
  return result as Extract<CheckResult, { check: K }>
}
