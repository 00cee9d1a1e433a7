import type { FeatureImportance } from '../../../../../shared/contract/evidence.ts'
import { toCsv } from '../../../../../shared/csv.ts'

export const toImportanceCsv = (features: readonly FeatureImportance[]): string =>
  toCsv([['feature', 'importance', 'low', 'high', 'deviation', 'direction', 'share'], ...features.map(({ name, value, low, high, deviation, direction, share }) => [name, value, low, high, deviation, direction, share])])
