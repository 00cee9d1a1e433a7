import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EvidenceRecord } from '../../shared/contract/evidence-record.ts'
import { predicate, type Predicate } from '../../shared/contract/policies.ts'
import { judgeDemand } from '../../shared/demands.ts'
import { bytes, contextOf, recordOf } from '../support/evidence-records.ts'

const ask = (is: Predicate[], maxAgeDays: number | null = null) => ({ kind: 'performance_test', is, maxAgeDays })
const judge = (is: Predicate[], records: EvidenceRecord[]) => judgeDemand(ask(is), records, contextOf())

test('a demand without a record is missing, and says how the evidence comes about', () => {
  expect(judge(['passed', 'bound'], [recordOf({ kind: 'fairness_check' })])).toEqual({
    kind: 'performance_test',
    status: 'missing',
    record: null,
    records: [],
    lacking: ['passed', 'bound'],
    why: ['Nothing is recorded as “Performance test result”.'],
    waivers: [],
    conditions: [],
    next: 'Run the check that gives “Performance test result” (under Checks, or with “check run”).',
  })
})

test('what is met under open conditions names them, whichever record they are of; what is not met names none', () => {
  const records = [recordOf({ conditions: ['K-3'] }), recordOf({ id: 'C-21', seq: 21 })]
  expect(judge(['passed'], records)).toMatchObject({ status: 'met', record: 'C-21', conditions: ['K-3'], why: ['Performance test result: C-21, Performance check.', 'Under condition K-3, which is not met yet.'] })
  expect(judge(['published'], records.map((one) => ({ ...one, published: false })))).toMatchObject({ status: 'missing', conditions: [] })
})

test('one record must have all predicates at once', () => {
  const bound = recordOf({ id: 'C-1', seq: 11, verdict: 'insufficient_data' })
  const passed = recordOf({ id: 'C-2', seq: 12, boundTo: 'c'.repeat(64) })
  expect(judge(['passed', 'bound'], [bound, passed])).toMatchObject({ status: 'missing', record: 'C-2', lacking: ['bound'], why: ['C-2 speaks of other bytes than these.'] })
  expect(judge(['passed', 'bound'], [bound, passed, recordOf()])).toMatchObject({ status: 'met', record: 'C-20', why: ['Performance test result: C-20, Performance check.'], next: null })
})

test('a pass does not undo a fail beside it; a waiver lets it through, with its name', () => {
  const records = [recordOf(), recordOf({ id: 'C-30', seq: 30, verdict: 'fail' })]
  expect(judge(['passed'], records)).toMatchObject({ status: 'failed', why: ['C-30 failed.'], next: 'Mend the cause and run it again, or ask for a waiver.' })
  expect(judge(['present', 'bound'], records)).toMatchObject({ status: 'met' })
  expect(judgeDemand(ask(['passed']), records, contextOf(), [{ id: 'W-40', kind: 'performance_test', is: 'passed' }])).toMatchObject({ status: 'met', lacking: [], waivers: ['W-40'], next: null })
})

test('what must not have failed may be without a verdict, and a fail beside it counts; who need not have passed may have failed', () => {
  const [written, failed] = [recordOf({ verdict: null }), recordOf({ id: 'C-30', seq: 30, verdict: 'fail' })]
  expect(judge(['present', 'not_failed'], [written])).toMatchObject({ status: 'met', record: 'C-20' })
  expect(judge(['present', 'not_failed'], [written, failed])).toMatchObject({ status: 'failed', lacking: ['not_failed'], why: ['C-30 failed (Performance check).'], next: expect.stringMatching(/^Find the cause/) })
  const waived = (is: Predicate | null) => judgeDemand(ask(['not_failed']), [failed], contextOf(), [{ id: 'W-40', kind: 'performance_test', is }])
  for (const is of ['not_failed', 'passed', null] as const) expect(waived(is)).toMatchObject({ status: 'met', waivers: ['W-40'] })
  expect(waived('present')).toMatchObject({ status: 'failed', waivers: [] })
})

test('what was in order once and has aged is stale; what was never in order is missing', () => {
  expect(judge(['complete', 'current'], [recordOf({ seq: 9 })]).status).toBe('stale')
  expect(judge(['complete', 'not_overdue'], [recordOf({ open: { high: 0, overdue: 1 } })]).status).toBe('stale')
  expect(judge(['complete', 'current'], [recordOf({ seq: 9, missingFields: ['result'] })]).status).toBe('missing')
  expect(judgeDemand(ask(['present', 'current'], 5), [recordOf()], contextOf()).status).toBe('stale')
})

test('of two records that lack as much, the newer one is named', () => {
  const records = [recordOf({ id: 'C-1', seq: 11, signatures: [] }), recordOf({ id: 'C-2', seq: 12, signatures: [] })]
  expect(judge(['signed'], records)).toMatchObject({ record: 'C-2', records: ['C-2', 'C-1'], next: 'Have it signed by somebody in the role asked for.' })
})

test('a clause may ask for what is measured, and by whom it is signed', () => {
  const demand = { ...ask(['complete', 'signed']), measures: ['selection_rate'], byRoles: ['auditor' as const] }
  expect(judgeDemand(demand, [recordOf()], contextOf()).why).toEqual(['Nothing is recorded as “Performance test result” with selection rate.'])
  expect(judgeDemand(demand, [recordOf({ measures: ['selection_rate', 'recall'] })], contextOf()).why).toEqual(['C-20 is not signed as auditor.'])
})

test('where there may be none, a signed statement of that is one way on', () => {
  expect(judgeDemand({ kind: 'incident', is: ['complete'], maxAgeDays: null }, [], contextOf()).next).toMatch(/sign that there was none in the period\.$/)
})

const someRecord = fc
  .record({
    seq: fc.integer({ min: 0, max: 40 }),
    verdict: fc.constantFrom('pass', 'warn', 'fail', 'insufficient_data', null),
    boundTo: fc.constantFrom(bytes, null),
    verified: fc.constantFrom(true, false, null),
    missingFields: fc.constantFrom<string[]>([], ['result']),
    open: fc.record({ high: fc.nat(1), overdue: fc.nat(1) }),
    at: fc.constantFrom('2025-01-01T00:00:00.000Z', '2026-06-10T00:00:00.000Z'),
  })
  .map((spoilt) => recordOf({ ...spoilt, id: `C-${spoilt.seq}` }))
const someRecords = fc.uniqueArray(someRecord, { selector: ({ id }) => id, maxLength: 6 })
const somePredicates = fc.uniqueArray(fc.constantFrom(...predicate.options), { minLength: 1, maxLength: 4 })

test('a record more never makes "present" unmet', () => {
  fc.assert(
    fc.property(someRecords, someRecord, (records, more) => {
      expect(judge(['present'], [...records, more]).status).toBe('met')
    }),
  )
})

test('a demand that is met names a record that has every predicate, and what implies: it is met for each of them alone', () => {
  fc.assert(
    fc.property(someRecords, somePredicates, (records, is) => {
      const { status, record, lacking } = judge(is, records)
      expect(status === 'met').toBe(lacking.length === 0)
      const alone = is.map((one) => judge([one], records).status)
      expect(status !== 'met' || (records.some(({ id }) => id === record) && alone.every((one) => one === 'met'))).toBe(true)
    }),
  )
})

test('nothing that is past its age is current, however many there are', () => {
  fc.assert(
    fc.property(someRecords, (records) => {
      const old = records.map((record) => ({ ...record, at: '2025-01-01T00:00:00.000Z' }))
      expect(judgeDemand(ask(['current'], 30), old, contextOf()).status).not.toBe('met')
    }),
  )
})

test('a waiver never makes a demand worse, and time never mends one', () => {
  fc.assert(
    fc.property(someRecords, somePredicates, fc.constantFrom(...predicate.options), (records, is, waived) => {
      const demand = ask(is, 30)
      const plain = judgeDemand(demand, records, contextOf())
      const waivedToo = judgeDemand(demand, records, contextOf(), [{ id: 'W-1', kind: 'performance_test', is: waived }])
      const later = judgeDemand(demand, records, contextOf({ now: '2030-01-01T00:00:00.000Z' }))
      expect(plain.status === 'met' && waivedToo.status !== 'met').toBe(false)
      expect(plain.status !== 'met' && later.status === 'met').toBe(false)
    }),
  )
})
