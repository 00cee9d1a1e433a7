import type { FairnessCell, FairnessFacts, FairnessQuestion } from '../../../platform/duckdb-messages.ts'
import type { Session } from '../../../platform/duckdb-session.ts'
export interface Tally {
  readonly facts: FairnessFacts
  release(): Promise<FairnessCell[]>
}
export async function tallyFairness(_s: Session, _q: FairnessQuestion, _p: (done: number, total: number) => void): Promise<Tally> {
  throw new Error('soon')
}
