import type { Badge } from '../../layout/badge.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell, type Column } from '../../layout/table.ts'
import { paragraph } from '../../layout/text.ts'
import { toWords } from '../../../../../shared/id-words.ts'
import type { DossierInput } from '../input.ts'
import { count, dateOf, personName } from '../words.ts'
import type { ItemsOfVersion } from '../../../reviews/service.ts'

const columns: readonly Column[] = [
  { title: 'No.', share: 12 },
  { title: 'State', share: 22 },
  { title: 'What', share: 58 },
  { title: 'Who answers for it, until', share: 34 },
]

/** What was found, put in question, imposed and let pass: also what is closed, with how it was. */
export function items(paper: Paper, input: DossierInput): void {
  if (Object.values(input.items).every((some) => some.length === 0)) {
    paragraph(paper, 'No finding, challenge, condition or waiver was recorded for this version.')
    return
  }
  section(paper, 'Findings', input.items.findings.map((one) => finding(input, one)))
  section(paper, 'Challenges', input.items.challenges.map((one) => challenge(input, one)))
  section(paper, 'Conditions', input.items.conditions.map((one) => condition(input, one)))
  section(paper, 'Waivers', input.items.waivers.map((one) => waiver(input, one)))
}

function section(paper: Paper, title: string, rows: Cell[][]): void {
  if (rows.length === 0) return
  heading(paper, title, { keep: 70 })
  table(paper, { summary: `${title}: number, state, what it says, who answers for it and until when`, columns, rows })
}

const bad = (word: string): Badge => ({ word, symbol: 'cross', tone: 'bad' })
const open = (word: string): Badge => ({ word, symbol: 'ring', tone: 'caution' })
const done = (word: string): Badge => ({ word, symbol: 'check', tone: 'good' })
const over = (word: string): Badge => ({ word, symbol: 'bar', tone: 'neutral' })

const numbered = (id: string, seq: number): Cell => ({ text: id, style: 'strong', note: `entry ${count(seq)}` })
const what = (text: string, ...notes: string[]): Cell => ({ text, note: notes.filter((note) => note !== '').join('\n') })
const answers = (input: DossierInput, owner: string, due: string | null): Cell => ({ text: personName(input, owner), note: due === null ? 'no date' : `until ${dateOf(due)}` })

function finding(input: DossierInput, { id, seq, severity, state, title, text, owner, due, overdue, closure, remediation }: ItemsOfVersion['findings'][number]): Cell[] {
  const serious = severity === 'critical' || severity === 'high'
  const badge = state === 'closed' ? done(`${severity}, closed`) : serious ? bad(`${severity}, ${state}`) : open(`${severity}, ${state}`)
  return [
    numbered(id, seq),
    { badge, ...(overdue && { note: 'overdue' }) },
    what(title, text, remediation ? `Remediated with ${remediation.evidence.id}: ${remediation.note}` : '', closure ? `Closed as ${toWords(closure.route)} by ${personName(input, closure.by)}: ${closure.note}` : ''),
    answers(input, owner, due),
  ]
}

function challenge(input: DossierInput, { id, seq, area, text, by, state, answers: given, closed }: ItemsOfVersion['challenges'][number]): Cell[] {
  return [
    numbered(id, seq),
    { badge: state === 'closed' ? done('closed') : open(state) },
    what(text, ...given.map((one) => `Answered by ${personName(input, one.by)}: ${one.text}`), closed ? `Closed by ${personName(input, closed.by)} (${toWords(closed.disposition)}): ${closed.text}` : ''),
    { text: personName(input, by), note: `raised it, about ${area}` },
  ]
}

function condition(input: DossierInput, { id, seq, terms, due, overdue, state, met, accepted }: ItemsOfVersion['conditions'][number]): Cell[] {
  return [
    numbered(id, seq),
    { badge: state === 'accepted' ? done('accepted') : state === 'met' ? open('met, not accepted') : open('open'), ...(overdue && { note: 'overdue' }) },
    what(terms.text, `Shown by: ${terms.expects}`, terms.control === null ? '' : `Compensating control: ${terms.control}`, met ? `Met with ${met.evidence.id}: ${met.note}` : '', accepted ? `Accepted by ${personName(input, accepted.by)}: ${accepted.note}` : ''),
    answers(input, terms.owner, due),
  ]
}

function waiver(input: DossierInput, { id, seq, lets, reason, control, owner, until, state, granted, closed }: ItemsOfVersion['waivers'][number]): Cell[] {
  return [
    numbered(id, seq),
    { badge: state === 'live' ? open('in force') : state === 'proposed' ? open('proposed') : over(state) },
    what(lets, `Reason: ${reason}`, control === null ? '' : `Compensating control: ${control}`, granted ? `Granted by ${personName(input, granted.by)}, ${toWords(granted.role)}, entry ${count(granted.seq)}` : '', closed ? `${closed.how} by ${personName(input, closed.by)}: ${closed.reason}` : ''),
    answers(input, owner, until),
  ]
}
