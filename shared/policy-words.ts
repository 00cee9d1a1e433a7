import { roleTitles } from './contract/identity.ts'
import type { EvidenceDemand, Meaning, Policy, Predicate, Signer, TierDemands } from './contract/policies.ts'
import { plural } from './counts.ts'
import { toWords } from './id-words.ts'

export const meaningNames: Record<Meaning, string> = {
  authorship: 'authorship',
  responsibility: 'responsibility',
  review: 'review',
  validation: 'validation',
  verification: 'verification',
  approval: 'approval',
  rejection: 'rejection',
  waiver_grant: 'waiver',
  revocation: 'revocation',
  acknowledgement: 'acknowledgement',
}

/** What each predicate asks of a piece of evidence, for people who decide on a policy. */
export const predicateWords: Record<Predicate, { word: string; about: string }> = {
  present: { word: 'present', about: 'There is at least one, neither superseded nor withdrawn.' },
  complete: { word: 'complete', about: 'Every required field is filled; a reasoned “not applicable” counts.' },
  current: { word: 'current', about: 'Recorded after the last material change of what it speaks of.' },
  predeclared: { word: 'declared beforehand', about: 'Its criteria were in the ledger before its result.' },
  passed: { word: 'passed', about: 'The stored result is a pass by the criteria that were declared.' },
  not_failed: { word: 'not failed', about: 'It did not come to a failing result; what comes to none, such as a document, counts.' },
  signed: { word: 'signed', about: 'It carries a valid signature.' },
  independent: { word: 'independent', about: 'Nobody who made the version or its evidence made or signed it.' },
  bound: { word: 'bound to these bytes', about: 'It names the digest of exactly this version, not its name.' },
  verified: { word: 'digest verified', about: 'The digest was computed again here and is the same.' },
  covers_segments: { word: 'covers all segments', about: 'Every segment is there with its size, or its absence is explained.' },
  closed: { word: 'nothing serious open', about: 'No open item of severity high or above.' },
  not_overdue: { word: 'nothing overdue', about: 'No item is past its date.' },
  retained: { word: 'kept', about: 'A retention rule is attached and nothing was deleted before its end.' },
  published: { word: 'published', about: 'Place, date and digest of what was published are recorded.' },
  acknowledged: { word: 'acknowledged', about: 'Each named reader has acknowledged it.' },
  sealed: { word: 'sealed', about: 'Access was closed from the moment of the split on.' },
}

export const rolesOf = ({ roles }: Pick<Signer, 'roles'>): string => roles.map((role) => roleTitles[role].toLowerCase()).join(' or ')

/** `review by risk expert, for deployment`. */
export const signerName = (signer: Pick<Signer, 'meaning' | 'roles' | 'scope'>): string =>
  `${meaningNames[signer.meaning]} by ${rolesOf(signer)}${signer.scope === null ? '' : `, for ${signer.scope}`}`

export const describeSigner = ({ min, independent }: Signer): string => `${plural(min, 'person', 'people')}${independent ? ', independent of the version' : ''}`

export const describeEvidence = ({ is, maxAgeDays }: EvidenceDemand): string =>
  `${is.map((one) => predicateWords[one].word).join(', ')}${maxAgeDays === null ? '' : `; at most ${plural(maxAgeDays, 'day')} old`}`

const inDays = (value: number | null): string => (value === null ? 'not asked for' : plural(value, 'day'))
const every = (value: number | null): string => (value === null ? 'not asked for' : `every ${plural(value, 'day')}`)
const yes = (value: boolean): string => (value ? 'yes' : 'no')
const share = (value: number): string => `${Math.round(value * 1e6) / 1e4} %`

/** The limits of a tier under the names that people read, in their order. */
export function limitsOf(demands: TierDemands): [string, string][] {
  const { validDays, testSet, checkEveryDays, changeBudget, deputies, retentionYears, batch, challengeAreas, grace } = demands
  const after = (value: number | null) => (value === null ? 'never' : value === 0 ? 'at once' : `after ${plural(value, 'day')}`)
  return [
    ['an approval holds', plural(validDays, 'day')],
    ['test set sealed', yes(testSet.sealed)],
    ['uses of the test set', testSet.maxUses === null ? 'no limit' : `at most ${testSet.maxUses}`],
    ['performance is checked', every(checkEveryDays.performance)],
    ['drift is checked', every(checkEveryDays.drift)],
    ['fairness is checked', every(checkEveryDays.fairness)],
    ['the ledger is verified', every(checkEveryDays.auditTrail)],
    ['data may move by', changeBudget === null ? 'no limit' : `PSI ${changeBudget.psi}`],
    ['a metric may drop by', changeBudget === null ? 'no limit' : share(changeBudget.metricDrop)],
    ['code may change by', changeBudget === null ? 'no limit' : share(changeBudget.codeShare)],
    ['named deputies', String(deputies)],
    ['records are kept', plural(retentionYears, 'year')],
    ['several signed in one act', yes(batch)],
    ['areas that a validation challenges', challengeAreas.length === 0 ? 'not asked for' : challengeAreas.join(', ')],
    ['suspended over an overdue condition', after(grace.condition)],
    ['suspended over an expired waiver', after(grace.waiver)],
    ['suspended over an unanswered alert', after(grace.alert)],
    ['suspended over a deployed artefact that is another one', after(grace.artefact ?? null)],
  ]
}

export interface PolicyLine {
  /** From the general to the particular: `Tier 1 › evidence › model card`. */
  path: string
  value: string
}

/** A whole policy as lines of words: every fact in it stands in exactly one of them. */
export function toPolicyLines(policy: Policy): PolicyLine[] {
  return [...generalLines(policy), ...policy.tiers.flatMap(tierLines), ...ruleLines(policy), ...tieringLines(policy.tiering)].map(([path, value]) => ({ path: path.join(' › '), value }))
}

type Line = [path: string[], value: string]

function generalLines({ id, version, title, about, statements }: Policy): Line[] {
  return [
    [['Policy'], id],
    [['Version'], String(version)],
    [['Title'], title],
    [['About'], about],
    ...Object.entries(statements).map(([meaning, sentence]): Line => [['Statement', meaningNames[meaning as Meaning]], sentence]),
  ]
}

function tierLines(demands: TierDemands): Line[] {
  const at = `Tier ${demands.tier}`
  return [
    ...demands.signers.map((one): Line => [[at, 'signature', signerName(one)], describeSigner(one)]),
    ...demands.evidence.map((one): Line => [[at, 'evidence', toWords(one.kind)], describeEvidence(one)]),
    ...limitsOf(demands).map(([name, value]): Line => [[at, name], value]),
  ]
}

const extensions = { none: 'no extension', final_approver_once: 'extended once by the final approver', compliance_reviewer_once: 'extended once by a compliance reviewer', compliance_reviewer: 'extended by a compliance reviewer' }
const blocking = { any_approval: 'blocks any approval', plain_approval: 'blocks an approval without conditions', none: 'blocks nothing' }

function ruleLines({ separation, delegation, severities, waivers, neverWaivable, revalidateOn, rejectionReasons, signing }: Policy): Line[] {
  const named = (name: string, ids: readonly string[]) => ids.map((id): Line => [[name, toWords(id)], 'yes'])
  return [
    [['Separation', 'nobody approves what they made'], yes(separation.authorsNeverApprove)],
    [['Separation', 'one person, one signature on a request'], yes(separation.distinctPeople)],
    [['Separation', 'a validator made nothing of the bundle'], yes(separation.validatorNotAuthor)],
    [['Separation', 'the owner is never the only approval'], yes(separation.ownerNotOnlyApproval)],
    [['Delegation', 'at most'], plural(delegation.maxDays, 'day')],
    ...delegation.excluded.map((one): Line => [['Delegation', 'never for', meaningNames[one]], 'yes']),
    ...severities.map(({ id, blocks, dueDays, extend }): Line => [['Finding', id], `${blocking[blocks]}; due: ${inDays(dueDays)}${extend === null ? '' : `; ${extensions[extend]}`}`]),
    ...waivers.map(({ type, maxDays, approver, needs }): Line => [
      ['Waiver', toWords(type)],
      `at most ${([1, 2, 3, 4] as const).map((tier) => `${maxDays[tier] ?? 'no'} days in tier ${tier}`).join(', ')}; by ${roleTitles[approver].toLowerCase()}${needs === null ? '' : `; needs ${toWords(needs)}`}`,
    ]),
    ...named('Never waived', neverWaivable),
    ...named('Looked at again on', revalidateOn),
    ...named('Reason for rejection', rejectionReasons),
    [['Signing', 'two components again after'], plural(signing.idleMinutes, 'idle minute')],
    [['Signing', 'in one act at most'], String(signing.batchMax)],
  ]
}

function tieringLines({ dimensions, base, raisedBy, forced, notAllowed, note }: Policy['tiering']): Line[] {
  return [
    ...dimensions.flatMap(({ id, question, levels }): Line[] => [
      [['Tiering', toWords(id)], question],
      ...levels.map((level, score): Line => [['Tiering', toWords(id), `scores ${score}`], `${level.text} (${level.id})`]),
    ]),
    [['Tiering', 'base'], `the highest of ${base.map(toWords).join(', ')}`],
    [['Tiering', 'one more'], `where at least ${raisedBy.atLeast} of ${raisedBy.dimensions.map(toWords).join(', ')} score 3`],
    ...forced.map(({ id, text, tier }): Line => [['Tiering', 'forced', toWords(id)], `tier ${tier}: ${text}`]),
    ...notAllowed.map(({ id, text }): Line => [['Tiering', 'not allowed', toWords(id)], text]),
    [['Tiering', 'note'], note],
  ]
}
