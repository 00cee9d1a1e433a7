import { expect, it } from 'vitest'
import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import { controlMode, controlStatus, type Clause, type Control, type ControlStatus } from '../../../shared/contract/frameworks.ts'
import { countsInWords, noCounts, worstOf } from '../../../shared/control-words.ts'
import { controlsFor, countStatuses, createJudge, evaluateControl, evidenceOf, hashOfEvidence, type Signed } from '../../../electron/domain/frameworks/rules.ts'
import { loadControlSets } from '../../../electron/platform/control-sets.ts'
import { loadEvidenceKinds } from '../../../electron/platform/evidence-kinds.ts'
import { contextOf, recordOf } from '../../support/evidence-records.ts'

const clause = (kind: string, ...is: Clause['is']): Clause => ({ kind, is, maxAgeDays: null })
const toControl = (when: Clause[][], mode: Control['mode'] = 'auto'): Control => ({ id: 'X.1', ref: '1', gist: '', when, mode, tiers: [1], role: null, appliesFrom: null, legacy: null, note: null })
const nobody: Signed = { confirmed: [], notApplicable: false }
const card = recordOf({ kind: 'model_card', id: 'N-5', seq: 12 })
const test = recordOf()
const both = [[clause('model_card', 'complete')], [clause('performance_test', 'passed', 'current')]]

function evaluate(when: Clause[][], records: EvidenceRecord[], { mode = 'auto' as Control['mode'], signed = nobody, waivers = [] as { id: string; kind: string; is: null }[] } = {}) {
  return evaluateControl(toControl(when, mode), createJudge({ records, context: contextOf(), waivers }), { records }, signed)
}

const hashOf = (records: EvidenceRecord[]) => hashOfEvidence(evidenceOf(toControl(both), records))

const table: [ControlStatus, string, Clause[][], EvidenceRecord[]][] = [
  ['missing', 'nothing is there', both, []],
  ['partial', 'one of two is there', both, [card]],
  ['partial', 'there is something, and it is not whole', both, [{ ...card, missingFields: ['details'] }]],
  ['partial', 'one is there and the other has aged', [...both, [clause('datasheet', 'present')]], [card, { ...test, seq: 9 }]],
  ['stale', 'everything is there and one has aged', both, [card, { ...test, seq: 9 }]],
  ['failed', 'a result is a fail', both, [card, { ...test, verdict: 'fail' }]],
  ['failed', 'a result is a fail, and nothing else is there', both, [{ ...test, verdict: 'fail' }]],
  ['satisfied', 'everything is there', both, [card, test]],
  ['satisfied', 'one of several is there', [[clause('incident', 'present'), clause('model_card', 'complete')]], [card]],
  ['missing', 'none of several is there', [[clause('incident', 'present'), clause('alert', 'present')]], [card]],
]

it.each(table)('is %s where %s', (status, _why, when, records) => {
  expect(evaluate(when, records).status).toBe(status)
})

it('asks for a signature in the modes where a person decides, and for none where the rule does', () => {
  const records = [card, test]
  const evidenceHash = hashOf(records)
  const statuses = (signed: Signed) => Object.fromEntries(controlMode.options.map((mode) => [mode, evaluate(both, records, { mode, signed }).status]))
  expect(statuses(nobody)).toEqual({ auto: 'satisfied', review: 'ready_for_review', attest: 'ready_for_review', external: 'ready_for_review', system: 'satisfied' })
  expect(new Set(Object.values(statuses({ confirmed: [evidenceHash], notApplicable: false })))).toEqual(new Set(['satisfied']))
  expect(new Set(Object.values(statuses({ confirmed: [], notApplicable: true })))).toEqual(new Set(['not_applicable']))
})

it('voids a confirmation when evidence of a kind that the control asks for changes, and not when other evidence does', () => {
  const evidenceHash = hashOf([card, test])
  const confirmed = { mode: 'review' as const, signed: { confirmed: [evidenceHash], notApplicable: false } }
  expect(evaluate(both, [card, test, recordOf({ kind: 'datasheet', id: 'N-9' })], confirmed).status).toBe('satisfied')
  expect(evaluate(both, [card, test, recordOf({ id: 'C-33', seq: 33 })], confirmed).status).toBe('ready_for_review')
  expect(evaluate(both, [{ ...card, sha256: 'f'.repeat(64) }, test], confirmed).status).toBe('ready_for_review')
})

it('is satisfied with conditions where it rests on a waiver', () => {
  const failed = [card, { ...test, verdict: 'fail' as const }]
  const waivers = [{ id: 'W-9', kind: 'performance_test', is: null }]
  expect(evaluate(both, failed, { waivers }).status).toBe('satisfied_with_conditions')
  expect(evaluate(both, failed, { waivers, mode: 'review' }).status).toBe('ready_for_review')
})

it('gives the vector of docs/formats/framework.md', () => {
  const evidence = [recordOf({ kind: 'model_card', id: 'N-12', sha256: '1'.repeat(64) }), recordOf({ kind: 'fairness_check', id: 'C-41', sha256: '2'.repeat(64) })]
  expect(hashOfEvidence(evidence)).toBe(hashOfEvidence(evidence.toReversed()))
  expect(hashOfEvidence(evidence)).toBe('3b80a3942d2d2117ef3f25d872e2e96abd5ad3c6bafadbd8e10cbcb27e1b77e1')
})

it('rolls up to the worst and shows counts in words', () => {
  const counts = countStatuses(['satisfied', 'missing', 'satisfied', 'not_applicable'])
  expect(worstOf(counts)).toBe('missing')
  expect(countsInWords(counts)).toBe('1 missing, 2 satisfied, 1 not applicable')
  expect(worstOf(noCounts())).toBeNull()
  expect(controlStatus.options.map((status) => worstOf({ ...noCounts(), [status]: 1, not_applicable: 1 }))).toEqual(controlStatus.options)
})

it('ships fifteen control sets with 480 controls, each asked of some tier, in evidence that exists', () => {
  const sets = loadControlSets()
  const controls = sets.flatMap((set) => set.controls)
  expect([sets.length, controls.length, new Set(controls.map(({ id }) => id)).size]).toEqual([15, 480, 480])
  const clauses = controls.flatMap(({ when }) => when.flat())
  expect(clauses.filter(({ kind }) => !loadEvidenceKinds().has(kind))).toEqual([])
  // What only people write comes to no verdict of its own: such a clause could never be met.
  expect(clauses.filter(({ kind, is }) => is.includes('passed') && !loadEvidenceKinds().get(kind)!.madeAs.includes('check'))).toEqual([])
  for (const { gist } of controls) expect(gist).toMatch(/^[A-Z'].*\.$/)
  expect(sets.filter(({ draft }) => draft).map(({ id }) => id)).toEqual(['eu-gmp-annex-22'])
})

it('picks controls by tier, by the role of the organisation and by the task of the model', () => {
  const [act, , , , generative] = loadControlSets()
  const pick = (tier: 1 | 4, ...roles: ('provider' | 'deployer')[]) => controlsFor(act!, { tier, task: 'classification', roles }).map(({ id }) => id)
  expect(pick(1, 'deployer')).toContain('EUAIA.ART26.1')
  expect(pick(1, 'provider')).not.toContain('EUAIA.ART26.1')
  expect(pick(4, 'provider')).toEqual(['EUAIA.ART6.2', 'EUAIA.ART4A'])
  expect(controlsFor(generative!, { tier: 1, task: 'classification', roles: ['provider'] })).toEqual([])
  expect(controlsFor(generative!, { tier: 1, task: 'generation', roles: ['provider'] })).toHaveLength(35)
})
