import type { challengesContract } from '../../../../shared/contract/challenges.ts'
import type { Handlers } from '../../../../shared/contract/handlers.ts'
import type { Challenges } from './service.ts'

export function challengesHandlers(challenges: Challenges): Handlers<typeof challengesContract> {
  return {
    list: (input) => challenges.list(input),
    get({ id }, call) {
      const actor = call.actorOrNull()
      return { ...challenges.get(id), permissions: actor === null ? [] : challenges.permissions(id, actor) }
    },
    raise: (input, call) => challenges.raise(call.actor(), input),
    answer: (input, call) => challenges.answer(call.actor(), input),
    close: (input, call) => challenges.close(call.actor(), input),
    decide: (input, call) => challenges.decide(call.actor(), input),
  }
}
