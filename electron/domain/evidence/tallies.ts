import type { CheckKind } from '../../../shared/contract/evidence.ts'
import type { CheckFacts, CountCheck } from './counting.ts'
import { tallyExplanation } from './explanation/tally.ts'
import { tallyDrift } from './drift/tally.ts'
import { tallyFairness } from './fairness/tally.ts'
import { tallyPerformance } from './performance/tally.ts'
import type { Settings } from './kinds.ts'
import { tallyQuality } from './quality/tally.ts'

type AnyCount = CountCheck<Settings<CheckKind>, CheckFacts, unknown>

/** How each kind of check counts, in the child process. */
const tallies = { fairness: tallyFairness, quality: tallyQuality, drift: tallyDrift, explanation: tallyExplanation, performance: tallyPerformance } satisfies { [K in CheckKind]: unknown }

/** Settings come from the program's own parent process, which has checked them by the contract. */
export const tallyOf = (kind: string): AnyCount => tallies[kind as CheckKind] as unknown as AnyCount
