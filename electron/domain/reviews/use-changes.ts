import type { Assessment } from '../../../shared/contract/assessment.ts'
import type { Trigger } from '../../../shared/contract/reviews.ts'
import { dimensionTitles, joined, toEuLine } from '../../../shared/tiering-words.ts'

/** One version of the record that people keep of the use. */
export interface UseRecord {
  seq: number
  at: string
  /** What it says of each field, in one line. */
  fields: Readonly<Record<string, string>>
}

/** What entries say of a use: who meets it, and for what. */
export interface DescribedUse {
  assessments: readonly Pick<Assessment, 'seq' | 'at' | 'answers' | 'facts' | 'euClass' | 'outcome'>[]
  records: readonly UseRecord[]
}

/** The answers of an assessment that say how many meet the model, for what, and with what harm; the others speak of the model itself. */
const dimensions = ['exposure', 'purpose', 'harm_to_people'] as const
/** Of the record of the use: its fields, with the words for them. */
export const useFields = { intended_purpose: 'intended purpose', decision_supported: 'decision it supports', users: 'users', affected_persons: 'people affected', out_of_scope: 'uses out of scope' } as const

/** That the use is described otherwise than when it was approved: since when it is, and in what. */
export function findUseChanges(use: DescribedUse, approvedSeq: number): Trigger[] {
  const found = [...compareToApproved(use.assessments, approvedSeq, toAssessedParts), ...compareToApproved(use.records, approvedSeq, toRecordParts)]
  if (found.length === 0) return []
  const since = found.map((one) => one.since).toSorted()[0]!
  return [{ id: 'new_use_or_population', since, detail: `The use is described otherwise than when it was approved: ${joined(found.flatMap(({ what }) => what))}.` }]
}

type Parts = ReadonlyMap<string, string>

/** What was said for the first time only after the approval is no change. One that was taken back is none any more. */
function compareToApproved<T extends { seq: number; at: string }>(all: readonly T[], approvedSeq: number, toParts: (one: T) => Parts): { since: string; what: string[] }[] {
  const inOrder = all.toSorted((a, b) => a.seq - b.seq)
  const approved = inOrder.findLast(({ seq }) => seq < approvedSeq)
  if (!approved) return []
  const before = toParts(approved)
  const later = inOrder.filter(({ seq }) => seq > approvedSeq).map((one) => ({ at: one.at, what: differing(before, toParts(one)) }))
  const what = later.at(-1)?.what ?? []
  if (what.length === 0) return []
  const back = later.findLastIndex((one) => one.what.length === 0)
  return [{ since: later[back + 1]!.at, what }]
}

function differing(before: Parts, after: Parts): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name))
}

function toAssessedParts({ answers, facts, euClass, outcome }: DescribedUse['assessments'][number]): Parts {
  const told = answers.filter(({ dimension }) => (dimensions as readonly string[]).includes(dimension))
  const names = new Map([...outcome.forced, ...outcome.notAllowed].map(({ id, text }) => [id, text]))
  return new Map([
    ...told.map(({ dimension, level, reason }): [string, string] => [dimensionTitles[dimension], `${level} ${reason}`]),
    ...facts.map((id): [string, string] => [`“${names.get(id) ?? id}”`, 'holds']),
    ['class under the EU AI Act', toEuLine(euClass)],
  ])
}

function toRecordParts({ fields: said }: UseRecord): Parts {
  return new Map(Object.entries(useFields).map(([field, title]) => [title, said[field] ?? '']))
}
