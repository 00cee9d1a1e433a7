import type { FairnessResult, GroupResult, RateName } from '../../../../../shared/contract/evidence.ts'
import type { IntervalPoint } from '../../../../ui/IntervalPlot.tsx'
import { toGroupValues } from '../../wording.ts'

export interface Grouping {
  /** `sex`, or `sex × age_group` for an intersection; with the class or the k where there are several. */
  readonly over: string
  readonly columns: readonly string[]
  readonly groups: readonly GroupResult[]
}

/** Groups by the columns that make them, in the order of the result; columns in the order they were declared. */
export function toGroupings({ groups, settings }: Pick<FairnessResult, 'groups' | 'settings'>): Grouping[] {
  const columnsOf = (group: GroupResult) => settings.columns.groups.filter((column) => column in group.by)
  const byColumns = Map.groupBy(groups, (group) => columnsOf(group).join(' × ') + (group.view === undefined ? '' : `, ${group.view}`))
  return [...byColumns].map(([over, members]) => ({ over, columns: members[0] ? columnsOf(members[0]) : [], groups: members }))
}

export function toPoints({ groups, columns }: Grouping, rate: RateName): IntervalPoint[] {
  return groups.map((group) => {
    const { value, low, high, suppressed } = group.rates[rate]
    return { label: toGroupValues(group.by, columns), note: `n=${group.n.toLocaleString('en')}`, value, low, high, muted: suppressed === true }
  })
}

/** Four fifths of the highest selection rate among groups that may be judged (29 CFR 1607.4(D)); other rates have no such line. */
export function toFourFifths({ groups }: Grouping, rate: RateName): number | undefined {
  if (rate !== 'selection_rate') return undefined
  const judged = groups.map((group) => group.rates.selection_rate).filter((one) => one.value !== null && !one.suppressed)
  return judged.length < 2 ? undefined : 0.8 * Math.max(...judged.map((one) => one.value ?? 0))
}

/** One range for all plots of a result, so that they can be compared by eye. */
export function toDomain(groupings: readonly Grouping[], rate: RateName): [number, number] {
  const drawn = groupings.flatMap((grouping) => [
    toFourFifths(grouping, rate) ?? null,
    ...toPoints(grouping, rate).flatMap(({ value, low, high }) => [value, low, high]),
  ])
  const known = drawn.filter((value) => value !== null)
  if (known.length === 0) return [0, 1]
  const low = Math.floor((Math.min(...known) - 0.02) * 10) / 10
  const high = Math.ceil((Math.max(...known) + 0.02) * 10) / 10
  return [Math.max(0, low), Math.min(1, high)]
}
