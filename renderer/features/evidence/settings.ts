import type { FairnessSettings } from '../../../shared/contract/evidence.ts'

/** How a decision is read from the file, in words. */
export function describeDecision(decision: FairnessSettings['columns']['decision']): string {
  if (decision.kind === 'prediction') return `column ${decision.column}`
  return `column ${decision.column}, positive from ${decision.threshold} on`
}
