import { expect, test } from 'vitest'
import type { EvidenceRecord } from '../../shared/contract/evidence-record.ts'
import { predicate, type Predicate } from '../../shared/contract/policies.ts'
import { holds, type PredicateContext } from '../../shared/predicates.ts'
import { contextOf, recordOf } from '../support/evidence-records.ts'

test('a record in good order has every predicate', () => {
  expect(predicate.options.filter((one) => !holds(one, recordOf(), contextOf()).holds)).toEqual([])
})

const spoilt: [Predicate, Partial<EvidenceRecord>, Partial<PredicateContext>, string][] = [
  ['complete', { missingFields: ['intervals', 'executed_by'] }, {}, 'does not say: Intervals; Carried out by'],
  ['complete', { missingFields: ['of_another_edition'] }, {}, 'does not say: of another edition'],
  ['current', { seq: 9 }, {}, 'is older than the last change of what it speaks of (entry 10)'],
  ['current', {}, { maxAgeDays: 9 }, 'is of 2026-06-01 and may be 9 days old at most'],
  ['predeclared', { predeclared: false }, {}, 'was not declared before its result'],
  ['predeclared', { predeclared: null }, {}, 'was recorded after the first result (entry 15)'],
  ['passed', { verdict: 'fail' }, {}, 'failed'],
  ['passed', { verdict: 'insufficient_data' }, {}, 'had too little data to be judged'],
  ['passed', { verdict: 'not_applicable' }, {}, 'found nothing to judge'],
  ['passed', { verdict: 'error' }, {}, 'ended in an error'],
  ['passed', { verdict: null }, {}, 'comes to no verdict'],
  ['not_failed', { verdict: 'fail' }, {}, 'failed (Performance check)'],
  ['not_failed', { verdict: 'error' }, {}, 'ended in an error (Performance check)'],
  ['not_failed', { verdict: 'insufficient_data' }, {}, 'had too little data to be judged (Performance check)'],
  ['signed', { signatures: [] }, {}, 'is not signed'],
  ['signed', {}, { byRoles: ['final_approver'] }, 'is not signed as final approver'],
  ['independent', { authors: ['ana@example.org'] }, {}, 'was made by ana@example.org, who also worked on the version'],
  ['independent', {}, { authors: ['val@example.org'] }, 'was made by val@example.org, who also worked on the version'],
  ['independent', { authors: [], signatures: [] }, {}, 'names nobody who made it'],
  ['bound', { boundTo: null }, {}, 'names no exact bytes'],
  ['bound', { boundTo: 'c'.repeat(64) }, {}, 'speaks of other bytes than these'],
  ['verified', { verified: false }, {}, 'did not match when it was verified'],
  ['verified', { verified: null }, {}, 'was not verified'],
  ['covers_segments', { coversSegments: false }, {}, 'leaves segments out'],
  ['covers_segments', { coversSegments: null }, {}, 'says nothing of segments'],
  ['closed', { open: { high: 2, overdue: 0 } }, {}, 'has 2 open of high severity'],
  ['not_overdue', { open: { high: 0, overdue: 1 } }, {}, 'has 1 overdue'],
  ['retained', { retained: false }, {}, 'was erased'],
  ['retained', { retained: null }, { retentionYears: null }, 'has no rule on how long it is kept'],
  ['published', { published: null }, {}, 'is not published with a copy kept'],
  ['acknowledged', { acknowledged: false }, {}, 'is not acknowledged by all whom it names'],
  ['sealed', { sealed: null }, {}, 'was not sealed from the start'],
]

test.each(spoilt)('%s does not hold with %o under %o', (name, record, context, why) => {
  expect(holds(name, recordOf(record), { ...contextOf(), ...context })).toEqual({ holds: false, why })
})

test('every predicate but "present" can be spoilt', () => {
  expect(new Set(spoilt.map(([name]) => name))).toEqual(new Set(predicate.options.filter((name) => name !== 'present')))
})

test('what nothing speaks against holds', () => {
  const held = (name: Predicate, record: Partial<EvidenceRecord>, context: Partial<PredicateContext> = {}) => holds(name, recordOf(record), { ...contextOf(), ...context }).holds
  expect(held('passed', { verdict: 'warn' })).toBe(true)
  for (const verdict of ['warn', 'not_applicable', null] as const) expect(held('not_failed', { verdict })).toBe(true)
  expect(held('current', { seq: 10 })).toBe(true)
  expect(held('current', { subject: { type: 'workspace', ref: '' }, seq: 0 })).toBe(true)
  expect(held('current', {}, { maxAgeDays: 10 })).toBe(true)
  expect(held('predeclared', { predeclared: null, seq: 14 })).toBe(true)
  expect(held('predeclared', { predeclared: null }, { firstResult: null })).toBe(true)
  expect(held('retained', { retained: null })).toBe(true)
  expect(held('signed', {}, { byRoles: ['validator', 'auditor'] })).toBe(true)
})
