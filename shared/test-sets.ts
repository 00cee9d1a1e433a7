import type { EvidenceRecord } from './contract/evidence-record.ts'
import type { TierDemands } from './contract/policies.ts'
import type { DataUse, NumberedUse, TestSetSeal, UseWarning } from './contract/test-sets.ts'

/** Controls that a waiver may name where a policy's demands on test sets are not kept. */
export const testSetControls = { sealed: 'test_set_sealed', independence: 'test_set_independence', uses: 'test_set_uses' } as const

const counts: Record<DataUse['how'], boolean> = { check: true, run: true, export: true, outside: true, document: true, version: false, recomputation: false, bundle: false }

/** Each use with its number, in the order of the ledger. A run is one use, however often it was sealed. */
export function numberUses(uses: readonly DataUse[]): NumberedUse[] {
  const runs = new Set<string>()
  let last = 0
  return uses
    .toSorted((a, b) => a.seq - b.seq)
    .map((use) => {
      const again = use.run !== null && runs.has(use.run)
      if (use.run !== null) runs.add(use.run)
      return { ...use, number: counts[use.how] && !again ? ++last : null }
    })
}

export const countUses = (uses: readonly NumberedUse[]): number => uses.filter(({ number }) => number !== null).length

/** Why a use does not count; null where it does. */
export function whyNotCounted({ number, how }: NumberedUse): string | null {
  if (number !== null) return null
  if (how === 'recomputation') return 'the same settings on the same bytes say nothing new'
  if (how === 'version') return 'a manifest names the data and does not say for what'
  return how === 'bundle' ? 'digest and shape went out, no rows' : 'the same run, sealed or logged again'
}

const phrases: Record<DataUse['how'], (use: DataUse) => string> = {
  check: ({ detail, version, roles }) => `${detail} check of ${version}${roles.some((role) => role !== 'data') ? `, as ${roles.join(' and ')}` : ''}`,
  run: ({ detail, roles }) => `run ${detail}, as ${roles.join(' and ')} data`,
  export: ({ detail, person }) => `exported${person === null ? '' : ` for ${person}`}: ${detail}`,
  outside: ({ detail, person }) => `used outside${person === null ? '' : ` by ${person}`}: ${detail}`,
  document: ({ detail }) => `attached to a document as ${detail}`,
  version: ({ version }) => `named by the manifest of ${version}`,
  recomputation: ({ detail }) => `${detail} computed again`,
  bundle: ({ detail }) => `spoken of in the bundle ${detail}`,
}
export const toUsePhrase = (use: DataUse): string => phrases[use.how](use)

/** What is asked about: a version, tested on the set from this declaration on. */
export interface Tested {
  version: string
  authors: readonly string[]
  /** Entry of the first declared test of the version on it. */
  declared: number
}

/**
 * Why a test on a sealed set is not independent of what was made, from entries alone; empty: nothing speaks against it. It is void where the
 * set was opened before it was sealed, where anything was trained or tuned on it, where figures on it were known before the test was declared, and where
 * authors of the version guard or opened it other than by a declared check of this version.
 */
export function whyOpened(seal: Pick<TestSetSeal, 'seq' | 'snapshot' | 'custodian' | 'users'>, uses: readonly DataUse[], { version, authors, declared }: Tested): string[] {
  const { snapshot, custodian } = seal
  const opening = numberUses(uses).filter(({ how }) => counts[how])
  const isAuthor = (email: string | null) => email !== null && authors.includes(email)
  const trained = opening.filter(({ how, roles }) => how === 'run' && roles.some((role) => role === 'train' || role === 'validation'))
  const before = opening.filter(({ seq }) => seq < seal.seq)
  const rest = opening.filter((use) => use.seq > seal.seq && !trained.includes(use))
  const early = rest.filter(({ how, seq }) => how === 'run' && seq < declared)
  const byAuthor = rest.filter((use) => !early.includes(use) && (isAuthor(use.by) || isAuthor(use.person)) && (use.how === 'check' ? use.version !== version && use.seq < declared : true))
  const others = rest.filter(({ by }) => !mayUse(seal, by))
  return [
    ...first(trained, (use) => `${snapshot} was used as ${use.roles.includes('train') ? 'training' : 'validation'} data: ${placed(use)}`),
    ...first(before, (use) => `${snapshot} was opened before it was sealed in entry ${seal.seq}: ${placed(use)}`),
    ...first(early, (use) => `figures on ${snapshot} were known before the test of ${version} was declared in entry ${declared}: ${placed(use)}`),
    ...first(byAuthor, (use) => `an author of ${version} opened ${snapshot}: ${placed(use)}`),
    ...first(others, (use) => `${snapshot} was used by somebody who may not: ${placed(use)}`),
    ...(isAuthor(custodian) ? [`${snapshot} is guarded by ${custodian}, who is an author of ${version}`] : []),
  ]
}

const placed = (use: DataUse) => `${toUsePhrase(use)}, entry ${use.seq}, by ${use.by}`

function first(uses: readonly DataUse[], say: (use: DataUse) => string): string[] {
  const [one] = uses
  return one ? [`${say(one)}${uses.length > 1 ? `, and ${uses.length - 1} more` : ''}`] : []
}

export interface TestSetGap {
  kind: string
  /** What a waiver would have to name. */
  control: string
  status: 'missing' | 'failed'
  why: string
  next: string
}

/** Kinds of evidence that are tests. Performance is always tested; fairness where the tier asks for it. */
export const testKinds: readonly string[] = ['performance_test', 'fairness_check']

/** What the tier asks of the data that tests were made on and does not hold. `letOff`: controls that a live waiver names. */
export function judgeTestSets({ testSet, evidence }: Pick<TierDemands, 'testSet' | 'evidence'>, records: readonly EvidenceRecord[], letOff: readonly string[] = []): TestSetGap[] {
  const asked = testKinds.filter((kind) => kind === 'performance_test' || evidence.some((one) => one.kind === kind))
  const gaps = asked.flatMap((kind) => {
    const tests = records.filter((one) => one.kind === kind).toSorted((a, b) => b.seq - a.seq)
    // That there is none at all, the demand on the kind says itself.
    if (tests.length === 0 && evidence.some((one) => one.kind === kind)) return []
    return [...(testSet.sealed ? whyNotSealed(kind, tests) : []), ...whyTooOften(kind, tests, testSet.maxUses)]
  })
  return gaps.filter(({ control }) => !letOff.includes(control))
}

function whyNotSealed(kind: string, tests: readonly EvidenceRecord[]): TestSetGap[] {
  const onSealed = tests.filter(({ testSet }) => testSet !== undefined && testSet.sealed !== null)
  if (onSealed.length === 0) {
    const why = tests[0] ? `${tests[0].id} was not made on a sealed test set.` : 'No test was made on a sealed test set.'
    return [{ kind, control: testSetControls.sealed, status: 'missing', why, next: 'Seal the test set on the page of its snapshot (or with “dataset seal-test-set”), then run the test on it.' }]
  }
  if (onSealed.some(({ testSet }) => testSet!.opened.length === 0)) return []
  const { id, testSet } = onSealed[0]!
  const next = 'Test on a set that nobody opened, or have the rule waived: a policy deviation from the control test_set_independence.'
  return [{ kind, control: testSetControls.independence, status: 'failed', why: `${id} is not independent: ${testSet!.opened.join('; ')}.`, next }]
}

function whyTooOften(kind: string, tests: readonly EvidenceRecord[], maxUses: number | null): TestSetGap[] {
  const over = maxUses === null ? undefined : tests.find(({ testSet }) => (testSet?.use ?? 0) > maxUses)
  if (!over) return []
  const { use, snapshot, sha256 } = over.testSet!
  const why = `${over.id} was use ${use} of ${snapshot ?? `the file ${sha256.slice(0, 12)}…`}; the policy allows ${maxUses}.`
  return [{ kind, control: testSetControls.uses, status: 'failed', why, next: 'Test on another set, or have the limit waived: a policy deviation from the control test_set_uses.' }]
}

type Guarded = Pick<TestSetSeal, 'snapshot' | 'custodian' | 'users'>

const mayUse = ({ custodian, users }: Pick<Guarded, 'custodian' | 'users'>, person: string): boolean => users.length === 0 || person === custodian || users.includes(person)

/** Why this person may not use it; null where they may. */
export function whyNotUse(seal: Guarded, person: string): string | null {
  const { snapshot, custodian, users } = seal
  return mayUse(seal, person) ? null : `${snapshot} is a sealed test set that only ${[...new Set([custodian, ...users])].join(', ')} may use.`
}

/** What a person reads before they use a sealed set. */
export function toWarning(seal: Guarded, uses: readonly DataUse[], limit: number | null, person: string | null): UseWarning {
  const { snapshot, custodian } = seal
  const number = countUses(numberUses(uses)) + 1
  const refusal = person === null ? null : whyNotUse(seal, person)
  const over = limit !== null && number > limit
  const which = limit === null ? `this will be use ${number}` : over ? `this will be use ${number}, and the policy allows ${limit}` : `this will be use ${number} of ${limit}`
  return { snapshot, custodian, number, limit, over, refusal, sentence: refusal ?? `${snapshot} is a sealed test set, guarded by ${custodian}: ${which}.` }
}
