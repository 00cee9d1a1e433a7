import type { AuditTable, FairnessSettings } from '../../../../shared/contract/evidence.ts'
import { extremes } from './disparities.ts'
import { exactRatio, toNumber } from '../exact.ts'
import type { FairnessCell } from './facts.ts'
import { type Group, toGroupings } from './groups.ts'
import { sizeOf, toRows } from './rates.ts'

/**
 * Tables of New York City's Local Law 144, 6 RCNY 5-301: selection (or scoring) rate and impact ratio by sex, by race or ethnicity, and by both. Somebody with an
 * unknown category is in none of them, and counted. The ratio is against the most selected category of any size; one that the settings
 * set aside for its share is listed with its number and rate, as 5-301(d) asks. The rule sets no pass mark, and none is applied.
 */
export function toAuditTables(cells: readonly FairnessCell[], assessed: number, { columns, minimumShare }: Pick<FairnessSettings, 'columns' | 'minimumShare'>): AuditTable[] {
  const kind = columns.decision.kind === 'median' ? 'scoring' : 'selection'
  const known = cells.filter(({ groups }) => !groups.includes(null))
  const total = known.reduce((sum, { rows }) => sum + rows, 0)
  return toGroupings(columns.groups, known, { labelled: columns.label !== undefined, minimumShare }).map(({ over, groups }) => {
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
