import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { reviewsContract } from '../../../shared/contract/reviews.ts'
import type { Reviews } from './service.ts'

export function reviewsHandlers(reviews: Reviews): Handlers<typeof reviewsContract> {
  return {
    policy: () => reviews.policy(),
    list({ version, waitingForMe }, call) {
      if (!waitingForMe) return reviews.list({ version })
      const actor = call.actorOrNull()
      return actor === null ? [] : reviews.waitingFor(actor)
    },
    get({ id }, call) {
      const actor = call.actorOrNull()
      return { ...reviews.get(id), permissions: actor === null ? [] : reviews.permissions(id, actor), standIns: actor === null ? [] : reviews.standIns(id, actor) }
    },
    since: ({ version }) => reviews.since(version),
    watched: () => reviews.watched(),
    gate: ({ target }) => reviews.gate(target),
    request: (input, call) => reviews.request(call.actor(), input),
    revise: (input, call) => reviews.revise(call.actor(), input),
    statement: (input, call) => reviews.statement(call.actor(), input),
    sign: (input, call) => reviews.sign(call.actor(), input),
    batchStatements: (input, call) => reviews.batchStatements(call.actor(), input),
    signBatch: (input, call) => reviews.signBatch(call.actor(), input),
    return: (input, call) => reviews.return(call.actor(), input),
    withdraw: (input, call) => reviews.withdraw(call.actor(), input),
    suspend: (input, call) => reviews.suspend(call.actor(), input),
  }
}
