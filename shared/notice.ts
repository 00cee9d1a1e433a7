import { countAgenda } from './agenda.ts'
import type { AgendaItem } from './contract/inventory.ts'
import type { Notice } from './contract/notices.ts'
import { plural } from './counts.ts'

export interface NoticeFacts {
  items: readonly AgendaItem[]
  /** How far ahead the items were looked for. */
  days: number
  /** Null: it is not known who sits there. */
  me: string | null
  workspace: string
  names: boolean
}

const mostNamed = 4

/** What waits and what ends, in one notice; null where there is nothing to tell. Without names it says how many and no more. */
export function toNotice({ items, days, me, workspace, names }: NoticeFacts): Notice | null {
  const told = me === null ? items : items.filter((item) => item.for !== 'others' || item.late)
  if (told.length === 0) return null
  const counted = me === null ? toCount(items, days) : countAgenda(items, days)
  const lines = told.slice(0, mostNamed).map(({ sentence, day }) => (day === null ? sentence : `${day}: ${sentence}`))
  const rest = told.length > mostNamed ? [`and ${told.length - mostNamed} more`] : []
  return {
    title: names ? `Countersign: ${workspace}`.slice(0, 200) : 'Countersign',
    body: [`${counted}.`, ...(names ? [...lines, ...rest] : [])].join('\n').slice(0, 1000),
    target: told.some((item) => item.for === 'me' && item.id.startsWith('waits-')) ? 'go.reviews' : 'go.calendar',
  }
}

function toCount(items: readonly AgendaItem[], days: number): string {
  const dates = items.filter((item) => item.for === 'all' && item.day !== null).length
  return `${plural(items.length - dates, 'thing waits', 'things wait')} for somebody; ${plural(dates, 'date')} within ${days} days`
}
