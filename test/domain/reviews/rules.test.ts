import { describe, expect, it } from 'vitest'
import type { Role } from '../../../shared/contract/identity.ts'
import type { Meaning } from '../../../shared/contract/reviews.ts'
import { builtIn } from '../../../electron/domain/policies/service.ts'
import { toSignatures } from '../../../electron/domain/reviews/policy.ts'
import { toStanding, whyNotDecline, whyNotSign, type ReviewFacts } from '../../../electron/domain/reviews/rules.ts'
import type { DecisionRow, ReviewRow } from '../../../electron/domain/reviews/store.ts'

const policy = toSignatures(builtIn('two-person'), 2)
const review: ReviewRow = {
  seq: 12,
  version: 'credit-lr@1',
  useCase: 'U-3',
  manifestHash: 'a'.repeat(64),
  evidence: [],
  evidenceHash: 'b'.repeat(64),
  policyId: policy.id,
  policyVersion: 1,
  message: '',
  requestedBy: 'author@x',
  at: '2026-11-21T10:00:00.000Z',
  voidedSeq: null,
  voidedBecause: null,
  withdrawnSeq: null,
  withdrawnBecause: null,
}
const decision = (email: string, meaning: DecisionRow['meaning'], validUntil: string | null = null): DecisionRow => ({
  seq: 20,
  review: 12,
  email,
  name: email,
  role: '',
  decision: meaning === 'review' ? 'ENDORSE' : meaning === 'approval' ? 'APPROVE' : 'DECLINE',
  meaning,
  fingerprint: '',
  reason: meaning === 'rejection' ? 'age gap' : '',
  validUntil,
  at: '2026-11-21T11:00:00.000Z',
  note: '',
  signedIn: null,
})
const facts = (decisions: DecisionRow[] = [], changes: Partial<ReviewRow> = {}, now = '2026-11-22T00:00:00Z'): ReviewFacts => ({
  review: { ...review, ...changes },
  decisions,
  policy,
  authors: ['author@x'],
  now: new Date(now),
})
const expert = { email: 'expert@x', roles: ['risk_sme'] satisfies Role[] }
const officer = { email: 'officer@x', roles: ['compliance_reviewer'] satisfies Role[] }
const reviewed = decision('expert@x', 'review')

describe('who may sign', () => {
  it('lets an expert review and then an officer approve', () => {
    expect(whyNotSign(facts(), expert, 'review')).toBeNull()
    expect(whyNotSign(facts([reviewed]), officer, 'approval')).toBeNull()
  })

  it.each<[string, ReviewFacts, { email: string; roles: readonly Role[] }, Meaning, RegExp]>([
    ['an author, whatever their role', facts(), { email: 'author@x', roles: ['compliance_reviewer', 'risk_sme'] }, 'review', /nobody signs off their own work/],
    ['somebody without the role', facts([reviewed]), { ...expert, email: 'other@x' }, 'approval', /asks for compliance reviewer, final approver/],
    ['an auditor', facts(), { email: 'auditor@x', roles: ['auditor'] }, 'review', /Your role does not sign a review/],
    ['approval before the review', facts(), officer, 'approval', /review signature comes first/],
    ['the same person twice', facts([decision('officer@x', 'review')]), officer, 'approval', /second signature must come from another person/],
    ['a meaning that is there already', facts([reviewed]), officer, 'review', /review signature is there already/],
    ['a request that was voided', facts([], { voidedSeq: 15, voidedBecause: 'check C-15 was added' }), expert, 'review', /The request is void/],
    ['a request that was declined', facts([decision('officer@x', 'rejection')]), expert, 'review', /The request is declined/],
    ['a request that was withdrawn', facts([], { withdrawnSeq: 15, withdrawnBecause: 'wrong file' }), expert, 'review', /The request is withdrawn/],
  ])('refuses %s', (_case, given, person, meaning, sentence) => {
    expect(whyNotSign(given, person, meaning)).toMatch(sentence)
  })

  it('lets whoever could sign refuse, and nobody else', () => {
    expect(whyNotDecline(facts(), officer)).toBeNull()
    expect(whyNotDecline(facts(), expert)).toBeNull()
    expect(whyNotDecline(facts(), { email: 'auditor@x', roles: ['auditor'] })).toMatch(/signs nothing on this request/)
    expect(whyNotDecline(facts(), { email: 'author@x', roles: ['compliance_reviewer'] })).toMatch(/own work/)
  })
})

describe('what a request is worth', () => {
  const approved = [reviewed, decision('officer@x', 'approval', '2027-11-21T11:00:00.000Z')]

  it('is open until both signatures are there and says which is missing', () => {
    expect(toStanding(facts())).toMatchObject({ state: 'open', reason: 'Missing: review signature and approval signature.' })
    expect(toStanding(facts([reviewed]))).toMatchObject({ state: 'open', reason: 'Missing: approval signature.' })
  })

  it('is approved until the last instant of its validity', () => {
    expect(toStanding(facts(approved, {}, '2027-11-21T10:59:59.999Z'))).toMatchObject({ state: 'approved', expiresAt: '2027-11-21T11:00:00.000Z' })
    expect(toStanding(facts(approved, {}, '2027-11-21T11:00:00.000Z')).state).toBe('expired')
  })

  it('is void once the evidence changed, even after approval', () => {
    expect(toStanding(facts(approved, { voidedSeq: 30, voidedBecause: 'check C-30 was added' }))).toMatchObject({ state: 'void', reason: expect.stringContaining('C-30') })
  })

  it('is declined with the reason, signatures or not', () => {
    expect(toStanding(facts([reviewed, decision('officer@x', 'rejection')]))).toMatchObject({ state: 'declined', reason: 'Declined by officer@x: age gap' })
  })
})
