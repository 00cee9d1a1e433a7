import type { Manifest } from '../../../shared/contract/catalog.ts'
import type { Check } from '../../../shared/contract/evidence.ts'
import type { TierDemands } from '../../../shared/contract/policies.ts'
import type { Distance, Trigger } from '../../../shared/contract/reviews.ts'
import { plural } from '../../../shared/counts.ts'
import { parseRef } from '../../../shared/ids.ts'
import { toPackageShare } from '../../../shared/manifest-changes.ts'
import { toArtefactTriggers, type OtherArtefact } from './artefacts/rules.ts'
import { findAlerts } from './alerts.ts'
import { dayMs } from './days.ts'
import { findUseChanges, type DescribedUse } from './use-changes.ts'

/** What is known around a live approval. */
export interface Watched {
  /** When it was given: its entry and time. */
  approvedSeq: number
  approvedAt: string
  version: string
  manifest: Manifest
  tier: number
  demands: TierDemands
  /** The newest number of each data set that the manifest names. */
  newestSnapshot: (dataset: string) => { number: number; at: string }
  /** Checks of the version, whenever they ran. */
  checks: readonly Pick<Check, 'id' | 'kind' | 'seq' | 'at' | 'verdict'>[]
  /** Set where the owner's key was revoked. */
  ownerLeft: { email: string; at: string } | null
  tierNow: { tier: number; at: string }
  /** The policy in force, where it is another one than the approval was given under. */
  newPolicy: { title: string; at: string } | null
  use: DescribedUse
  /** Incidents that were recorded about the version. */
  incidents: readonly { id: string; seq: number; at: string; title: string }[]
  /** What was seen where the artefact of the version lies. */
  otherArtefacts: readonly OtherArtefact[]
  /** The newest version of the model, where it is a later one. */
  next: { version: string; at: string; manifest: Manifest } | null
  /** What moved further from what was approved than the tier allows. */
  over: readonly (Distance & { at: string })[]
  /** What the policy of the approval names as reasons to look again. */
  revalidateOn: readonly string[]
  now: Date
}

/** By which name of the policy a trigger is asked for; those that are not here count always. */
const askedBy: Readonly<Record<string, string>> = {
  snapshot_replaced: 'material_change_data',
  drift_red: 'drift_red',
  fairness_red: 'fairness_red',
  production_gap_red: 'production_gap_red',
  owner_left: 'owner_or_key_person_left',
  tier_raised: 'tier_raised',
  policy_changed: 'law_or_policy_change',
  new_use_or_population: 'new_use_or_population',
  incident: 'serious_incident',
  environment_changed: 'material_change_code',
  change_budget_used: 'cumulative_change_over_budget',
}

/** Early reasons to look at an approval again although it has not ended, each with the time since when it holds; the oldest first. */
export function findTriggers(watched: Watched): Trigger[] {
  const { use, approvedSeq, revalidateOn } = watched
  const all = [...replacedData(watched), ...alerts(watched), ...overdueChecks(watched), ...people(watched), ...findUseChanges(use, approvedSeq), ...incidentsSince(watched), ...toArtefactTriggers(watched.otherArtefacts), ...otherEnvironment(watched), ...usedBudget(watched)]
  return all.filter(({ id }) => askedBy[id] === undefined || revalidateOn.includes(askedBy[id])).toSorted((a, b) => (a.since < b.since ? -1 : 1))
}

function replacedData({ manifest, newestSnapshot }: Watched): Trigger[] {
  return manifest.data.flatMap(({ snapshot }) => {
    const { name, number } = parseRef(snapshot)
    const newest = newestSnapshot(name)
    return newest.number > number ? [{ id: 'snapshot_replaced', since: newest.at, detail: `${snapshot} was replaced by ${name}@${newest.number}.` }] : []
  })
}

function otherEnvironment({ manifest, next }: Watched): Trigger[] {
  const packages = next && toPackageShare(manifest, next.manifest)
  return packages && packages.changed > 0 ? [{ id: 'environment_changed', since: next.at, detail: `${next.version} was built in another environment: ${packages.changed} of ${plural(packages.of, 'package')} differ.` }] : []
}

const distances: Record<Distance['of'], string> = { psi: 'data moved by a PSI of', metric_drop: 'a metric dropped by', code_share: 'packages changed by a share of' }

/** Added up from the approval on, so that many small changes count as the large one that they are. */
function usedBudget({ over }: Watched): Trigger[] {
  if (over.length === 0) return []
  const parts = over.map(({ of, value, limit, detail }) => `${distances[of]} ${Number(value!.toPrecision(3))}, where the tier allows ${limit} (${detail.replace(/\.$/, '')})`)
  return [{ id: 'change_budget_used', since: over.map(({ at }) => at).toSorted()[0]!, detail: `Since the approval, ${parts.join('; ')}.` }]
}

const alerts = ({ checks, approvedSeq }: Watched): Trigger[] => findAlerts(checks, approvedSeq).map(({ id, failed, since }) => ({ id, since, detail: `${failed.at(-1)!.id} failed after the approval.` }))

/** Until when the tier wants each kind of check again, at the latest. */
export function dueChecks({ checks, demands, approvedAt }: Pick<Watched, 'checks' | 'demands' | 'approvedAt'>): { kind: string; days: number; due: string; last: { id: string; at: string } | null }[] {
  const { performance, drift, fairness } = demands.checkEveryDays
  return Object.entries({ performance, drift, fairness }).flatMap(([kind, days]) => {
    if (days === null) return []
    const last = checks.filter((one) => one.kind === kind).toSorted((a, b) => b.seq - a.seq)[0]
    const from = last && last.at > approvedAt ? last.at : approvedAt
    return [{ kind, days, due: new Date(Date.parse(from) + days * dayMs).toISOString(), last: last ? { id: last.id, at: last.at } : null }]
  })
}

/** How long a check of each kind may be ago, by the tier. */
const overdueChecks = (watched: Watched): Trigger[] =>
  dueChecks(watched)
    .filter(({ due }) => due <= watched.now.toISOString())
    .map(({ kind, days, due, last }) => ({ id: 'check_overdue', since: due, detail: `The tier asks for a ${kind} check every ${days} days; the last one was ${last ? `${last.id} on ${last.at.slice(0, 10)}` : 'never'}.` }))

const incidentsSince = ({ incidents, approvedSeq }: Watched): Trigger[] =>
  incidents.filter(({ seq }) => seq > approvedSeq).map(({ id, at, title }) => ({ id: 'incident', since: at, detail: `An incident was recorded: ${id}, “${title}”.` }))

function people({ ownerLeft, tier, tierNow, newPolicy }: Watched): Trigger[] {
  return [
    ...(ownerLeft ? [{ id: 'owner_left', since: ownerLeft.at, detail: `${ownerLeft.email}, who answers for the model, has no valid key any more.` }] : []),
    ...(tierNow.tier < tier ? [{ id: 'tier_raised', since: tierNow.at, detail: `The use case is in tier ${tierNow.tier} now; it was approved in tier ${tier}.` }] : []),
    ...(newPolicy ? [{ id: 'policy_changed', since: newPolicy.at, detail: `${newPolicy.title} is in force now.` }] : []),
  ]
}
