import type { AuditTable, FairnessSettings } from '../../../../shared/contract/evidence.ts'
import { exactRatio, toNumber } from './exact.ts'
import type { Group, Grouping } from './groups.ts'
import { extremes } from './disparities.ts'
import { sizeOf, toRows } from './rates.ts'

/**
 * Tables of New York City's Local Law 144, 6 RCNY 5-301: selection (or scoring) rate and impact ratio by sex, by race or ethnicity, and by both; how many were
 * assessed, and how many are in no category because theirs is unknown. The ratio is against the most selected category of any size; one that the
 * settings set aside for its share is listed with its number and rate, as (d) of the rule asks. The rule sets no pass mark, and none is applied.
 */
export function toAuditTables(groupings: readonly Grouping[], assessed: number, { columns }: Pick<FairnessSettings, 'columns'>): AuditTable[] {
  const kind = columns.decision.kind === 'median' ? 'scoring' : 'selection'
  return groupings.map(({ over, groups }) => {
    const total = groups.reduce((sum, group) => sum + sizeOf(group), 0)
    const counted = groups.filter(({ minor }) => minor !== true)
    const best = counted.length < 2 ? (counted[0] ?? null) : extremes('selection_rate', counted)[0]
    return { over, kind, assessed, unknown: assessed - total, rows: groups.map((group) => toRow(group, best, total)) }
  })
}

function toRow(group: Group, best: Group | null, total: number): AuditTable['rows'][number] {
  const rate = toRows('selection_rate', group)
  const exact = group.minor === true || best === null ? null : exactRatio(rate, toRows('selection_rate', best))
  const reason = group.minor === true ? 'below_minimum_share' : exact === null ? 'denominator_zero' : undefined
  return {
    by: group.by,
    applicants: rate.den,
    selected: rate.num,
    share: sizeOf(group) / total,
    rate: rate.num / rate.den,
    ratio: exact === null ? null : toNumber(exact),
    ...(reason === undefined ? {} : { reason }),
  }
}
