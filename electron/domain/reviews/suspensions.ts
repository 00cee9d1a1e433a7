import { plural } from '../../../shared/counts.ts'
import { isLive } from '../../../shared/review-machine.ts'
import { suspendsOn } from './conditions/rules.ts'
import { addDays, dayMs, dayOf } from './days.ts'
import { current, type ReviewFacts } from './facts.ts'
import { findOtherArtefacts } from './artefacts/rules.ts'
import { blocksOf } from './findings/rules.ts'
import type { WaiverRow } from './waivers/store.ts'
import { endedAt, isLiveWaiver } from './waivers/rules.ts'

/** Why an approval does not go on by itself, and since when. */
export interface Suspension {
  id: 'condition_overdue' | 'waiver_expired' | 'critical_finding' | 'artefact_hash_mismatch_in_deployment' | 'red_monitoring_threshold_unanswered'
  since: string
  detail: string
}

type Ground = Omit<ReviewFacts, 'items' | 'due'>

/** Everything that keeps an approval from going on now, whatever its state; the oldest first. */
export function findCauses(facts: Ground): Suspension[] {
  return [...overdueConditions(facts), ...expiredWaivers(facts), ...blockingFindings(facts), ...otherArtefacts(facts), ...unansweredAlerts(facts)].toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
}

/**
 * What suspends a live approval by itself. What had come about before an approver let it go on is theirs to have weighed: it suspends no second time.
 * `now` has to be the time of the ledger, which never goes back, whatever the clock of the computer does.
 */
export function dueSuspensions({ causes, review, liftedAt }: { causes: readonly Suspension[] } & Pick<Ground, 'review' | 'liftedAt'>): Suspension[] {
  return isLive(review.state) ? causes.filter(({ since }) => liftedAt === null || since > liftedAt) : []
}

const midnight = (day: string) => `${day}T00:00:00.000Z`

function overdueConditions({ conditions, demands, now }: Ground): Suspension[] {
  const today = dayOf(now.toISOString())
  return conditions.flatMap(({ seq, state, due, terms }) => {
    const from = suspendsOn(due, demands.grace.condition)
    if (state === 'accepted' || from === null || from > today) return []
    return [{ id: 'condition_overdue', since: midnight(from), detail: `Condition K-${seq}, “${terms.text}”, was due on ${due} and is not met.` }]
  })
}

function expiredWaivers(facts: Ground): Suspension[] {
  const grace = facts.demands.grace.waiver
  const now = facts.now.toISOString()
  if (grace === null) return []
  return facts.waivers.flatMap((waiver) => {
    const end = endedAt(waiver, now)
    if (end === null || !isStillNeeded(facts, waiver)) return []
    const since = new Date(Date.parse(end) + grace * dayMs).toISOString()
    return since > now ? [] : [{ id: 'waiver_expired', since, detail: `Waiver W-${waiver.seq} ended on ${addDays(dayOf(end), end.endsWith('T00:00:00.000Z') ? -1 : 0)}, and what it let pass is still so.` }]
  })
}

/** Whether the approval rests on what the waiver let pass, and nothing else lets it pass now. */
function isStillNeeded(facts: Ground, { deviation, closed }: WaiverRow): boolean {
  const live = facts.waivers.filter((one) => isLiveWaiver(one, facts.now.toISOString())).map((one) => one.deviation)
  // Live waivers are counted in the gaps already.
  if (deviation.of === 'evidence') return [...facts.gaps, ...facts.validationGaps].some(({ kind }) => kind === deviation.kind)
  if (deviation.of === 'control') return closed === null && !live.some((one) => one.of === 'control' && one.control === deviation.control)
  const { rule, person } = deviation
  if (live.some((one) => one.of === 'separation' && one.rule === rule && one.person === person)) return false
  const meaning = rule === 'validator_not_author' ? 'validation' : 'approval'
  const mine = current(facts).filter((one) => one.slot !== null && one.meaning === meaning)
  const isTheirs = ({ email, onBehalfOf }: (typeof mine)[number]) => email === person || onBehalfOf === person
  return rule === 'validator_not_author' ? facts.authors.includes(person) && mine.some(isTheirs) : mine.length > 0 && mine.every(isTheirs)
}

function blockingFindings({ findings, policy }: Ground): Suspension[] {
  return findings.flatMap(({ seq, state, severity, title, ratings, at }) => {
    if (state === 'closed' || blocksOf(policy, severity) !== 'any_approval') return []
    return [{ id: 'critical_finding', since: ratings.findLast(({ to }) => to === severity)?.at ?? at, detail: `Finding X-${seq}, “${title}”, is ${severity} and open.` }]
  })
}

/** Only what a person said to be deployed: where a version was registered from, the next one is trained. */
function otherArtefacts({ observations, demands, now }: Ground): Suspension[] {
  const { artefact: grace = null } = demands.grace
  if (grace === null) return []
  return findOtherArtefacts(observations).flatMap(({ place, since, detail }) => {
    const from = new Date(Date.parse(since) + grace * dayMs).toISOString()
    return place === 'deployed' && from <= now.toISOString() ? [{ id: 'artefact_hash_mismatch_in_deployment', since: from, detail }] : []
  })
}

/** A later check that does not fail answers it, and so does a finding about one that failed: whoever opens one took it up. */
function unansweredAlerts({ alerts, findings, demands, now }: Ground): Suspension[] {
  const { alert: grace } = demands.grace
  if (grace === null) return []
  return alerts.flatMap(({ failed, since }) => {
    const from = new Date(Date.parse(since) + grace * dayMs).toISOString()
    const taken = findings.some(({ about }) => about.type === 'evidence' && failed.some(({ id }) => id === about.evidence.id))
    const newest = failed.at(-1)!
    if (taken || from > now.toISOString()) return []
    return [{ id: 'red_monitoring_threshold_unanswered', since: from, detail: `The ${newest.kind} check ${newest.id} failed after the approval, and nothing answered it within ${plural(grace, 'day')}: no later check, and no finding about it.` }]
  })
}
