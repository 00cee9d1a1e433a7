import type { FairnessSettings } from '../../shared/contract/evidence.ts'
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
