import type { Gate, Review } from '../../../shared/contract/reviews.ts'
import { isLive, isOpen, requestStates } from '../../../shared/review-machine.ts'
import { reviewStates } from '../../../shared/states.ts'

/** Whether exactly this manifest may be deployed: only with a live approval of it. Otherwise a sentence for each reason why not. */
export function toGate(manifestHash: string, versions: readonly string[], reviews: readonly Review[]): Gate {
  const mine = reviews.filter((one) => one.manifestHash === manifestHash)
  const approval = mine.find(({ state }) => isLive(state)) ?? null
  const conditions = approval?.state === 'approved_with_conditions'
  return {
    allowed: approval !== null,
    manifestHash,
    versions: [...versions],
    review: approval?.id ?? null,
    state: approval?.state ?? null,
    until: approval?.expiresAt ?? null,
    why: approval === null ? whyNone(versions, mine) : [`${approval.id} approved ${approval.version} for ${approval.useCaseName}${conditions ? ', with conditions that have to be kept,' : ''} until ${approval.expiresAt?.slice(0, 10) ?? 'it is ended'}.`],
  }
}

function whyNone(versions: readonly string[], reviews: readonly Review[]): string[] {
  if (versions.length === 0) return ['No version in this workspace has this manifest; something else was built than what is recorded here.']
  if (reviews.length === 0) return [`No review was ever requested for ${versions.join(', ')}.`]
  return reviews.map(({ id, version, state, stateReason, blocked }) => {
    const now = `${id} of ${version} is ${reviewStates[state].word}`
    if (isOpen(state)) return [`${now}: ${stateReason}`, ...blocked].join(' ')
    return `${now}${requestStates[state].terminal || state === 'suspended' ? `: ${stateReason}` : '.'}`
  })
}
