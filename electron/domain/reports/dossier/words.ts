import type { FairnessResult, MetricName, RateName, Threshold, Verdict } from '../../../../shared/contract/evidence.ts'
import { roleTitles, type Role } from '../../../../shared/contract/identity.ts'
import type { Signature } from '../../../../shared/contract/reviews.ts'
import type { RequestState } from '../../../../shared/review-machine.ts'
import { count, plural } from '../../../../shared/counts.ts'
import { metricWords } from '../../../../shared/fairness-words.ts'
import { reviewStates, verdictStates } from '../../../../shared/states.ts'
import { toWords } from '../../../../shared/id-words.ts'
import type { Badge } from '../layout/badge.ts'
import type { DossierState } from '../rules.ts'
import type { DossierInput } from './input.ts'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `21 November 2026`: from the text of the instant, so that no time zone or locale of a computer gets in. */
export function dateOf(instant: string): string {
  const [year, month, day] = instant.slice(0, 10).split('-')
  return `${Number(day)} ${months[Number(month) - 1] ?? ''} ${year}`
}

export const timeOf = (instant: string): string => `${dateOf(instant)}, ${instant.slice(11, 19)} UTC`

/** The offset from UTC that the signer's computer showed, read from the signed text itself. */
export function signersOffset(signature: Signature): string {
  const said = /^Signed-At: \S+ \(?([+-]\d\d:\d\d)\)?$/m.exec(signature.note)?.[1]
  return said ? `clock of the signer at ${said}` : 'offset not said'
}

export { count, plural }
export const bytes = (value: number): string => `${count(value)} bytes`
export const decimals = (value: number): string => value.toFixed(3).replace(/^-(0\.0+)$/, '$1').replace('-', '−')

/** A p-value is never 0. */
export const pValue = (p: number): string => (p < 0.001 ? '< 0.001' : decimals(p))

export function interval({ low, high }: { low: number | null; high: number | null }): string {
  return low === null || high === null ? 'no interval' : `${decimals(low)} to ${decimals(high)}`
}

export function bound(threshold: Threshold): string {
  const limits = [threshold.min === undefined ? '' : `≥ ${decimals(threshold.min)}`, threshold.max === undefined ? '' : `≤ ${decimals(threshold.max)}`]
  return limits.filter(Boolean).join(' and ')
}

const reasons: Record<string, string> = {
  denominator_zero: 'undefined: its denominator is 0',
  no_interval: 'no interval exists at this count',
  single_group: 'one group only',
  too_few_groups: 'fewer than two groups are large enough',
  below_minimum: 'group below the minimum size',
}

/** Codes become words; sentences stay as they are. */
export const reasonText = (reason: string | undefined): string => (reason === undefined ? 'undefined' : (reasons[reason] ?? toWords(reason)))

type Group = Record<string, string>

/** The columns that formed a group, as the settings name them: canonical JSON has them by the alphabet. */
export const columnsOf = (by: Group, { settings }: Pick<FairnessResult, 'settings'>): string[] => settings.columns.groups.filter((column) => column in by)
export function groupLabel(by: Group, result: Pick<FairnessResult, 'settings'>): string {
  return columnsOf(by, result).map((column) => by[column] || '(empty)').join(' · ')
}
/** How many rows a group has, of those that the result lists; a dash where it lists none. */
export function rowsOf({ groups }: Pick<FairnessResult, 'groups'>, by: Group, view?: string): string {
  const same = (other: Group) => Object.keys(other).length === Object.keys(by).length && Object.entries(by).every(([column, value]) => other[column] === value)
  const found = groups.find((group) => same(group.by) && group.view === view) ?? groups.find((group) => same(group.by))
  return found ? count(found.n) : '–'
}
export const overLabel = (over: readonly string[]): string => over.join(' × ')

export const rateTitles: Record<RateName, string> = {
  selection_rate: 'Selection rate',
  true_positive_rate: 'True positive rate',
  false_positive_rate: 'False positive rate',
  false_negative_rate: 'False negative rate',
  true_negative_rate: 'True negative rate',
  positive_predictive_value: 'Positive predictive value',
  negative_predictive_value: 'Negative predictive value',
  accuracy: 'Accuracy',
  base_rate: 'Base rate',
}

/** The field's name: a dossier is read beside the literature. */
export const metricTitle = (name: MetricName): string => {
  const { formal } = metricWords[name]
  return (formal[0] as string).toUpperCase() + formal.slice(1)
}

const verdictMarks: Record<Verdict, Pick<Badge, 'symbol' | 'tone'>> = {
  pass: { symbol: 'check', tone: 'good' },
  warn: { symbol: 'triangle', tone: 'caution' },
  fail: { symbol: 'cross', tone: 'bad' },
  insufficient_data: { symbol: 'ring', tone: 'caution' },
  not_applicable: { symbol: 'bar', tone: 'neutral' },
  error: { symbol: 'cross', tone: 'bad' },
}
export const verdictBadge = (verdict: Verdict): Badge => ({ word: verdictStates[verdict].word, ...verdictMarks[verdict] })

/** Where no threshold was declared no verdict may be read into the number. */
export const notJudged: Badge = { word: 'not judged', symbol: 'bar', tone: 'neutral' }

const stateMarks: Record<RequestState, Pick<Badge, 'symbol' | 'tone'>> = {
  draft: { symbol: 'ring', tone: 'neutral' },
  submitted: { symbol: 'ring', tone: 'caution' },
  incomplete: { symbol: 'triangle', tone: 'caution' },
  in_validation: { symbol: 'ring', tone: 'caution' },
  in_review: { symbol: 'ring', tone: 'caution' },
  changes_requested: { symbol: 'triangle', tone: 'caution' },
  pending_decision: { symbol: 'ring', tone: 'caution' },
  approved: { symbol: 'check', tone: 'good' },
  approved_with_conditions: { symbol: 'triangle', tone: 'caution' },
  rejected: { symbol: 'cross', tone: 'bad' },
  withdrawn: { symbol: 'bar', tone: 'neutral' },
  suspended: { symbol: 'slash', tone: 'bad' },
  expired: { symbol: 'triangle', tone: 'caution' },
  revoked: { symbol: 'cross', tone: 'bad' },
  superseded: { symbol: 'bar', tone: 'neutral' },
  retired: { symbol: 'bar', tone: 'neutral' },
}
export function stateBadge(state: DossierState): Badge {
  return state === 'not_requested' ? { word: 'no review requested', symbol: 'bar', tone: 'neutral' } : { word: reviewStates[state].word, ...stateMarks[state] }
}

export const roleTitle = (role: string): string => roleTitles[role as Role] ?? toWords(role)

/** `validator, legal counsel or final approver`. */
export function rolesText(roles: readonly string[]): string {
  const titles = roles.map((role) => roleTitle(role).toLowerCase())
  const last = titles.pop()
  return last === undefined ? 'any role' : titles.length === 0 ? last : `${titles.join(', ')} or ${last}`
}

/** Where the address stands under it, or is known. */
export const nameOf = (input: DossierInput, email: string): string => input.people.find((person) => person.email === email)?.name ?? email

export function personName(input: DossierInput, email: string): string {
  const name = input.people.find((person) => person.email === email)?.name
  return name ? `${name} <${email}>` : email
}

/** `countersign.example/ledger/7f3a9c21…`: enough to recognise; the integrity page has it whole. */
export const shortOrigin = (origin: string): string => origin.replace(/([0-9a-f]{8})[0-9a-f]{24}$/, '$1…')
export const shortDigest = (digest: string): string => `${digest.slice(0, 12)}…`
