import type { EvidenceRecord } from '../../../shared/contract/evidence-record.ts'
import type { TierDemands } from '../../../shared/contract/policies.ts'
import type { Bundle, Gap } from '../../../shared/contract/reviews.ts'
import { judgeDemand, type EvidenceWaiver } from '../../../shared/demands.ts'
import type { EvidenceContext } from '../../../shared/predicates.ts'
import { judgeTestSets } from '../../../shared/test-sets.ts'
import { broughtByReview, type ValidationGap } from './facts.ts'

/** What lets a version do without something that its tier demands: live waivers of evidence, and controls that live ones name. */
export interface LetOff {
  waivers: readonly EvidenceWaiver[]
  controls: readonly string[]
}

/** Demands of a tier that the evidence does not meet; what validation brings is told apart, because it can not be there at submission. */
export function toGaps(demands: TierDemands, held: readonly EvidenceRecord[], context: EvidenceContext, { waivers, controls }: LetOff): { gaps: Gap[]; validationGaps: ValidationGap[] } {
  const unmet = demands.evidence.flatMap((demand) => {
    // Challenges are acts on the request itself: the guard `challenges_disposed` counts them by area.
    if (demand.kind === 'challenge_entry') return []
    const { status, why, next, lacking, record } = judgeDemand(demand, held, context, waivers)
    return status === 'met' ? [] : [{ kind: demand.kind, status, why: why.join(' '), next: next ?? '', unsigned: lacking.length === 1 && lacking[0] === 'signed' ? record : null }]
  })
  const ofValidation = (gap: Gap) => broughtByReview.includes(gap.kind)
  const ofTestSets = judgeTestSets(demands, held, controls).map(({ control: _control, ...gap }) => gap)
  return { gaps: [...unmet.filter((gap) => !ofValidation(gap)).map(({ unsigned: _unsigned, ...gap }) => gap), ...ofTestSets], validationGaps: unmet.filter(ofValidation) }
}

/** Why what was frozen is not what the version has now, or null. What validation and review bring themselves may be added. */
export function findChange(bundle: Bundle, manifestHash: string, held: readonly EvidenceRecord[]): string | null {
  if (manifestHash !== bundle.manifestHash) return 'The manifest is not the one that was submitted.'
  const now = new Map(held.map((one) => [one.id, one]))
  const gone = bundle.evidence.find(({ id, sha256 }) => now.get(id)?.sha256 !== sha256)
  if (gone) return `${gone.id} is not the evidence that was submitted any more. Ask for changes, so that a new revision is submitted.`
  const frozen = new Set(bundle.evidence.map(({ id }) => id))
  const added = held.find((one) => isFrozen(one) && !frozen.has(one.id))
  return added ? `${added.id} was added to the evidence after the submission. Ask for changes or withdraw, so that a new revision is submitted with it.` : null
}

/** What the manifest's hash names already is frozen by it; what validation and review bring themselves comes later, and makes nobody an author. */
const partsOfManifest: readonly string[] = ['model_artifact', 'dataset_fingerprint', 'code_reference', 'environment_snapshot', 'inventory_entry']
export const isFrozen = ({ kind, id }: EvidenceRecord): boolean => !partsOfManifest.includes(kind) && !broughtByReview.includes(kind) && !isToldByManifest(kind, id)
/** The way of the data over the run that the manifest names; one that people wrote is a document. */
const isToldByManifest = (kind: string, id: string): boolean => kind === 'data_lineage' && !id.startsWith('N-')
