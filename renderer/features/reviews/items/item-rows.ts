import type { Challenge } from '../../../../shared/contract/challenges.ts'
import type { Condition } from '../../../../shared/contract/conditions.ts'
import type { Finding } from '../../../../shared/contract/findings.ts'
import type { Review } from '../../../../shared/contract/reviews.ts'
import type { StateWords } from '../../../../shared/states.ts'

export interface ItemRow extends StateWords {
  readonly id: string
  readonly kind: 'finding' | 'challenge' | 'condition' | 'waiver'
  readonly title: string
  readonly detail: string
  readonly due: string | null
  readonly overdue: boolean
  /** Whether somebody still has to do something about it. */
  readonly open: boolean
}

interface Items {
  findings: readonly Finding[]
  challenges: readonly Challenge[]
  conditions: readonly Condition[]
  waivers: Review['waivers']
}

/** What is open before what is closed, each kind in the order that it came in. */
export function toItemRows({ findings, challenges, conditions, waivers }: Items): ItemRow[] {
  const rows = [...findings.map(ofFinding), ...challenges.map(ofChallenge), ...conditions.map(ofCondition), ...waivers.map(ofWaiver)]
  return rows.toSorted((a, b) => Number(b.open) - Number(a.open))
}

/** What somebody typed, with the full stop that they may have left out. */
const toSentence = (typed: string): string => (/[.!?…]$/.test(typed.trimEnd()) ? typed.trimEnd() : `${typed.trimEnd()}.`)

function ofFinding({ id, severity, title, text, owner, due, overdue, state, closure }: Finding): ItemRow {
  const serious = severity === 'critical' || severity === 'high'
  const open = state !== 'closed'
  const told = open ? text : `Closed as ${closure?.route ?? 'closed'}: ${closure?.note ?? ''}`
  return { id, kind: 'finding', title, detail: `${toSentence(told)} Owner: ${owner}.`, due, overdue, open, tone: !open ? 'good' : serious ? 'bad' : 'caution', word: open ? (state === 'open' ? severity : `${severity}, re-test`) : `${severity}, closed` }
}

function ofChallenge({ id, area, text, by, state }: Challenge): ItemRow {
  const open = state !== 'closed'
  return { id, kind: 'challenge', title: text, detail: `About ${area}, by ${by}.`, due: null, overdue: false, open, tone: open ? 'caution' : 'good', word: state }
}

function ofCondition({ id, terms, due, overdue, state, by }: Condition): ItemRow {
  const control = terms.control === null ? '' : ` Compensating control: ${toSentence(terms.control)}`
  const tone = state === 'accepted' ? 'good' : state === 'met' ? 'info' : 'caution'
  return { id, kind: 'condition', title: terms.text, detail: `By ${terms.owner}, shown by: ${toSentence(terms.expects)}${control} Set by ${by}.`, due, overdue, open: state !== 'accepted', tone, word: state === 'met' ? 'met, not accepted' : state }
}

const ofWaiver = ({ id, lets, control, owner, until }: Review['waivers'][number]): ItemRow => ({
  id,
  kind: 'waiver',
  title: lets,
  detail: `${control === null ? '' : `Compensating control: ${toSentence(control)} `}Owner: ${owner}.`,
  due: until,
  overdue: false,
  open: true,
  tone: 'caution',
  word: 'in force',
})
