import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../../shared/contract/catalog.ts'
import { builtIn } from '../../../electron/domain/policies/service.ts'
import { findOver, toSinceApproval, type Measured } from '../../../electron/domain/reviews/since-approval.ts'
import { findTriggers, type Watched } from '../../../electron/domain/reviews/triggers.ts'
import { findAlerts } from '../../../electron/domain/reviews/alerts.ts'
import type { ReviewFacts } from '../../../electron/domain/reviews/facts.ts'
import { findCauses } from '../../../electron/domain/reviews/suspensions.ts'
import { findUseChanges, type DescribedUse } from '../../../electron/domain/reviews/use-changes.ts'
import { factsIn } from './facts.ts'

const manifest: Manifest = { schema: 'countersign/manifest/1', model: 'm', version: 1, artefact: null, data: [{ snapshot: 'german@1', sha256: 'b'.repeat(64), rows: 1000 }], code: null, environment: null, parameters: {} }
const built = (version: string): Manifest => ({ ...manifest, environment: { lockfile: { name: 'uv.lock', sha256: 'e'.repeat(64), bytes: 1 }, format: 'uv', packages: [{ name: 'numpy', version }, { name: 'scipy', version: '1' }] } })
const measure = (name: string, value: number | null, over: string[] = [], threshold: object | null = null) => ({ name, value, over, threshold })
const check = (id: string, kind: string, metrics: object[]) => ({ id, kind, seq: Number(id.slice(2)), at: `2026-01-${id.slice(2)}T00:00:00.000Z`, result: { metrics } }) as unknown as Measured['checks'][number]
const demands = builtIn('tiered').tiers[1]!
const approved = { review: 'R-20', version: 'm@1', manifest, checks: [check('C-10', 'performance', [measure('auc', 0.8, [], { min: 0.7, source: '' }), measure('log_loss', 0.4, [], { max: 0.6, source: '' })])] }

describe('the distance since the last approval', () => {
  it('is told from the newest checks, with the budget of the tier, and says what is used up', () => {
    const now: Measured = {
      version: 'm@4',
      manifest,
      checks: [
        check('C-30', 'drift', [measure('psi', 0.9, ['age'])]),
        check('C-31', 'drift', [measure('psi', 0.21, ['age']), measure('psi', 0.05, ['sex']), measure('psi', null, ['city'])]),
        check('C-32', 'performance', [measure('auc', 0.79, [], { min: 0.7, source: '' }), measure('log_loss', 0.45, [], { max: 0.6, source: '' }), measure('auc', 0.1, ['sex=f'], { min: 0.7, source: '' })]),
      ],
    }
    const since = toSinceApproval(approved, now, demands.changeBudget)
    expect(since.distance.map(({ of, value, limit, detail }) => [of, value === null ? null : Math.round(value * 1000) / 1000, limit, detail])).toEqual([
      ['psi', 0.21, 0.2, 'age, in C-31'],
      ['metric_drop', 0.05, 0.03, 'log loss, between C-10 and C-32'],
      ['code_share', null, 0.2, 'The environments can not be compared.'],
    ])
    expect(since.over).toEqual(['psi', 'metric_drop'])
  })

  it('does not take what nobody measured for small', () => {
    const since = toSinceApproval(approved, { version: 'm@2', manifest, checks: [] }, demands.changeBudget)
    expect(since.distance.map(({ value }) => value)).toEqual([null, null, null])
    expect(since.over).toEqual([])
  })

  it('counts getting better as no distance', () => {
    const better: Measured = { version: 'm@2', manifest, checks: [check('C-30', 'performance', [measure('auc', 0.9, [], { min: 0.7, source: '' })])] }
    expect(toSinceApproval(approved, better, demands.changeBudget).distance[1]).toMatchObject({ value: 0 })
  })

  it('is nothing where nothing was ever approved', () => {
    expect(toSinceApproval(null, approved, demands.changeBudget)).toEqual({ review: null, version: null, changes: [], distance: [], over: [] })
  })
})

describe('a use that is described otherwise than when it was approved', () => {
  const said = (seq: number, level: number, reason: string, facts: string[] = []) =>
    ({
      seq,
      at: `2026-01-${seq}T00:00:00.000Z`,
      answers: [{ dimension: 'exposure', level, text: '', reason }, { dimension: 'opacity', level: seq % 4, text: '', reason: '' }],
      facts,
      outcome: { forced: [{ id: 'employment_decision_tool', tier: 1, text: 'It screens people' }], notAllowed: [] },
      euClass: { name: 'minimal', points: [], roles: [], transparency: [], exemption: null },
    }) as unknown as DescribedUse['assessments'][number]
  const record = (seq: number, people: string) => ({ seq, at: `2026-01-${seq}T12:00:00.000Z`, fields: { affected_persons: people, success_criteria: String(seq) } })
  const found = (assessments: DescribedUse['assessments'], records: DescribedUse['records'] = []) => findUseChanges({ assessments, records }, 20)

  it('is told from the answers on exposure, purpose and harm, from facts and from the record of the use, with since when and what', () => {
    expect(found([said(10, 1, 'Austria'), said(22, 1, 'Austria and Germany'), said(24, 2, 'Austria and Germany', ['employment_decision_tool'])], [record(11, 'applicants'), record(23, 'applicants and staff')])).toEqual([
      { id: 'new_use_or_population', since: '2026-01-22T00:00:00.000Z', detail: 'The use is described otherwise than when it was approved: exposure, “It screens people” and people affected.' },
    ])
  })

  it('is no change where it was said for the first time, said before, taken back, or speaks of the model', () => {
    expect(found([said(21, 1, 'Austria')], [record(22, 'applicants')])).toEqual([])
    expect(found([said(10, 1, 'Austria'), said(12, 2, 'Germany')])).toEqual([])
    expect(found([said(10, 1, 'Austria'), said(21, 2, 'Germany'), said(22, 1, 'Austria')])).toEqual([])
    expect(found([said(10, 1, 'Austria'), said(21, 2, 'Spain'), said(22, 1, 'Austria'), said(25, 2, 'Spain')])[0]!.since).toBe('2026-01-25T00:00:00.000Z')
    expect(found([said(10, 1, 'Austria'), said(25, 1, 'Austria')], [record(11, 'applicants'), record(24, 'applicants')])).toEqual([])
  })
})

describe('early reasons to look at an approval again', () => {
  const quiet: Watched = {
    approvedSeq: 20,
    approvedAt: '2026-01-01T00:00:00.000Z',
    version: 'm@1',
    manifest,
    tier: 2,
    demands,
    newestSnapshot: () => ({ number: 1, at: '2025-12-01T00:00:00.000Z' }),
    checks: [],
    ownerLeft: null,
    tierNow: { tier: 2, at: '2025-12-01T00:00:00.000Z' },
    newPolicy: null,
    use: { assessments: [], records: [] },
    incidents: [],
    otherArtefacts: [],
    next: null,
    over: [],
    revalidateOn: builtIn('tiered').revalidateOn,
    now: new Date('2026-01-20T00:00:00.000Z'),
  }
  const ids = (changes: Partial<Watched>) => findTriggers({ ...quiet, ...changes }).map(({ id }) => id)
  const ran = (kind: string, seq: number, verdict: string, at = '2026-01-10T00:00:00.000Z') => ({ id: `C-${seq}`, kind, seq, at, verdict }) as Watched['checks'][number]

  it('are none while nothing happened', () => {
    expect(ids({})).toEqual([])
  })

  it.each<[string, Partial<Watched>, string[]]>([
    ['a newer snapshot', { newestSnapshot: () => ({ number: 2, at: '2026-01-05T00:00:00.000Z' }) }, ['snapshot_replaced']],
    ['a drift check that failed', { checks: [ran('drift', 30, 'fail')] }, ['drift_red']],
    ['a fairness and a performance check that failed', { checks: [ran('fairness', 30, 'fail'), ran('performance', 31, 'fail')] }, ['fairness_red', 'production_gap_red']],
    ['a failure that a later check answers', { checks: [ran('drift', 30, 'fail'), ran('drift', 31, 'pass')] }, []],
    ['a failure that was known when it was approved', { checks: [ran('drift', 10, 'fail')] }, []],
    ['an owner without a key', { ownerLeft: { email: 'o@x', at: '2026-01-06T00:00:00.000Z' } }, ['owner_left']],
    ['a higher tier', { tierNow: { tier: 1, at: '2026-01-06T00:00:00.000Z' } }, ['tier_raised']],
    ['a lower tier', { tierNow: { tier: 3, at: '2026-01-06T00:00:00.000Z' } }, []],
    ['another policy', { newPolicy: { title: 'Tiered 2', at: '2026-01-06T00:00:00.000Z' } }, ['policy_changed']],
    ['an incident after the approval', { incidents: [{ id: 'N-40', seq: 40, at: '2026-01-06T00:00:00.000Z', title: 'Wrong limits' }] }, ['incident']],
    ['an incident before it', { incidents: [{ id: 'N-9', seq: 9, at: '2025-12-06T00:00:00.000Z', title: 'Wrong limits' }] }, []],
    ['a later version from another environment', { manifest: built('1.0'), next: { version: 'm@2', at: '2026-01-06T00:00:00.000Z', manifest: built('1.1') } }, ['environment_changed']],
    ['a later version from the same environment, or from one that is not recorded', { manifest: built('1.0'), next: { version: 'm@2', at: '2026-01-06T00:00:00.000Z', manifest: built('1.0') } }, []],
    ['a change budget that is used up', { over: [{ of: 'psi', value: 0.3, limit: 0.2, detail: 'age, in C-30', at: '2026-01-06T00:00:00.000Z' }] }, ['change_budget_used']],
    ['what the policy does not name', { newPolicy: { title: 'Tiered 2', at: '2026-01-06T00:00:00.000Z' }, revalidateOn: [] }, []],
    ['a drift check that is due', { now: new Date('2026-02-01T00:00:00.001Z') }, ['check_overdue']],
    ['a drift check that was made in time', { now: new Date('2026-02-01T00:00:00.001Z'), checks: [ran('drift', 30, 'pass')] }, []],
  ])('%s', (_case, changes, expected) => {
    expect(ids(changes)).toEqual(expected)
  })

  it('say what moved, by how much and where the tier ends, since the first of it was known', () => {
    const now: Measured & { at: string } = { version: 'm@1', manifest, at: '2026-01-02T00:00:00.000Z', checks: [check('C-31', 'drift', [measure('psi', 0.2104, ['age'])]), check('C-32', 'performance', [measure('log_loss', 0.45, [], { max: 0.6, source: '' })])] }
    const over = findOver(approved, now, demands.changeBudget)
    expect(findTriggers({ ...quiet, over })).toEqual([
      {
        id: 'change_budget_used',
        since: '2026-01-31T00:00:00.000Z',
        detail: 'Since the approval, data moved by a PSI of 0.21, where the tier allows 0.2 (age, in C-31); a metric dropped by 0.05, where the tier allows 0.03 (log loss, between C-10 and C-32).',
      },
    ])
    expect(findOver(approved, { ...now, checks: [] }, demands.changeBudget)).toEqual([])
  })

  it('say since when', () => {
    expect(findTriggers({ ...quiet, now: new Date('2026-03-01T00:00:00.000Z') })[0]).toEqual({ id: 'check_overdue', since: '2026-02-01T00:00:00.000Z', detail: 'The tier asks for a drift check every 31 days; the last one was never.' })
  })
})

describe('a check that failed after the approval', () => {
  const failed = (seq: number, at: string) => ({ id: `C-${seq}`, kind: 'drift' as const, seq, at, verdict: 'fail' as const })
  const passed = { ...failed(31, '2026-01-12T00:00:00.000Z'), verdict: 'pass' as const }
  const causesAt = (now: string, changes: Partial<ReviewFacts> = {}, checks: ReviewFacts['alerts'][number]['failed'] = [failed(30, '2026-01-10T12:00:00.000Z'), failed(32, '2026-01-14T00:00:00.000Z')]) =>
    findCauses(factsIn('approved', { policy: 'tiered', tier: 2 }, { alerts: findAlerts(checks, 20), now: new Date(now), ...changes })).map(({ id, since }) => [id, since])

  it('suspends once nothing answered it within the days of the tier; the same check again gives no new time', () => {
    expect(causesAt('2026-01-15T11:59:59.999Z')).toEqual([])
    expect(causesAt('2026-01-15T12:00:00.000Z')).toEqual([['red_monitoring_threshold_unanswered', '2026-01-15T12:00:00.000Z']])
    const never = builtIn('tiered').tiers.find(({ tier }) => tier === 4)!
    expect(causesAt('2027-01-15T12:00:00.000Z', { demands: never })).toEqual([])
  })

  it('is answered by a later check that passes, and by a finding about it', () => {
    expect(causesAt('2027-01-01T00:00:00.000Z', {}, [failed(30, '2026-01-10T12:00:00.000Z'), passed])).toEqual([])
    const about = { type: 'evidence', evidence: { version: 'm@1', id: 'C-30', kind: 'drift_check', sha256: 'a'.repeat(64) } }
    expect(causesAt('2027-01-01T00:00:00.000Z', { findings: [{ about, severity: 'medium', state: 'open' }] as unknown as ReviewFacts['findings'] })).toEqual([])
  })
})
