import type { ExposureGroup } from '../../../../shared/contract/evidence.ts'
import { compareEstimates } from './between-estimates.ts'
import type { Disparity } from './disparities.ts'
import type { ExposureSums } from './facts.ts'
import type { Grouping } from './groups.ts'
import { type Minimum, sizeOf } from './rates.ts'
import { inOrder, toBy, toMean } from './scores.ts'

/** Groups by the rows among the first k, one grouping for each k. */
export interface Cutoff {
  k: number
  groupings: readonly Grouping[]
}

/**
 * Exposure: mean of 1/log₂(1 + place), A. Singh and T. Joachims, KDD 2018. Skew at k: ln of a group's share among the first k over its share of all,
 * S. Geyik et al., KDD 2019; 0 is parity, null where nobody of the group is among them.
 */
export function toExposureGroups(sums: readonly ExposureSums[], cutoffs: readonly Cutoff[], minimum: Minimum): ExposureGroup[] {
  return inOrder(sums).map((one) => ({
    by: toBy(one),
    n: one.exposure.n,
    sufficient: one.exposure.n >= minimum.group,
    exposure: toMean(one.exposure),
    cutoffs: cutoffs.map(({ k, groupings }) => atCutoff(k, groupings.find(({ over }) => over.join('\0') === one.over.join('\0'))?.groups ?? [], toBy(one))),
  }))
}

function atCutoff(k: number, groups: Grouping['groups'], by: Record<string, string>): ExposureGroup['cutoffs'][number] {
  const group = groups.find((one) => JSON.stringify(one.by) === JSON.stringify(by))
  const first = groups.reduce((sum, { tp, fp }) => sum + tp + fp, 0)
  const all = groups.reduce((sum, one) => sum + sizeOf(one), 0)
  if (!group || first === 0) return { k, selected: 0, share: null, skew: null }
  const selected = group.tp + group.fp
  return { k, selected, share: selected / first, skew: selected === 0 ? null : Math.log((selected * all) / (first * sizeOf(group))) }
}

/** Lowest / highest exposure of a group. */
export const findExposureRatio = (groups: readonly ExposureGroup[]): Disparity =>
  compareEstimates(groups.map(({ by, n, sufficient, exposure }) => ({ by, n, sufficient, of: exposure })), 'ratio')
