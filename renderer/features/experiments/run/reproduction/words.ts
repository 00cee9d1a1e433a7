import type { InputState, MetricComparison, ReproductionResult, Tolerance } from '../../../../../shared/contract/reproductions.ts'
import type { StateWords } from '../../../../../shared/states.ts'
import { formatMetric } from '../../words.tsx'

export const verdictStates: Record<ReproductionResult['verdict'], StateWords> = {
  reproduced: { tone: 'good', word: 'reproduced' },
  within_tolerance: { tone: 'good', word: 'within tolerance' },
  not_reproduced: { tone: 'bad', word: 'not reproduced' },
}

export const inputStates: Record<InputState, StateWords> = {
  same: { tone: 'good', word: 'the same' },
  different: { tone: 'bad', word: 'different' },
  not_known: { tone: 'void', word: 'not in the record' },
}

export const metricStates: Record<MetricComparison['state'], StateWords> = {
  same: { tone: 'good', word: 'the same' },
  within: { tone: 'good', word: 'within' },
  outside: { tone: 'bad', word: 'outside' },
  missing: { tone: 'bad', word: 'missing' },
  extra: { tone: 'plain', word: 'additional' },
  left_out: { tone: 'plain', word: 'left out' },
}

export const toleranceText = (tolerance: Tolerance | null): string => (tolerance === null ? 'exact' : tolerance.kind === 'absolute' ? `± ${formatMetric(tolerance.value)}` : `± ${formatMetric(tolerance.value * 100)} %`)
