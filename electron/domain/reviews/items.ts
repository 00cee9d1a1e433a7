import { isDisposed } from './challenges/rules.ts'
import type { OpenItems, ReviewFacts } from './facts.ts'
import { blocksOf } from './findings/rules.ts'
import type { Suspension } from './suspensions.ts'

/** What stands open around a request, by the names that people know it by. */
export function toItems({ findings, conditions, challenges, policy, demands }: Omit<ReviewFacts, 'items' | 'due'>, causes: readonly Suspension[]): OpenItems {
  const open = findings.filter(({ state }) => state !== 'closed')
  const blocking = (how: ReturnType<typeof blocksOf>) => open.filter(({ severity }) => blocksOf(policy, severity) === how).map(({ seq }) => `X-${seq}`)
  const unmet = conditions.filter(({ state }) => state !== 'accepted')
  const high = blocking('plain_approval')
  const areas = new Set(challenges.filter(({ closed }) => closed?.disposition !== 'withdrawn').map(({ area }) => area))
  return {
    critical: blocking('any_approval'),
    high,
    highCovered: high.filter((id) => unmet.some(({ terms }) => terms.finding === id && terms.control !== null)),
    challenges: challenges.filter((one) => !isDisposed(one)).map(({ seq }) => `H-${seq}`),
    escalated: challenges.filter(({ state }) => state === 'escalated').map(({ seq }) => `H-${seq}`),
    unchallenged: demands.challengeAreas.filter((area) => !areas.has(area)),
    conditions: unmet.map(({ seq }) => `K-${seq}`),
    causes: causes.map(({ detail }) => detail),
  }
}
