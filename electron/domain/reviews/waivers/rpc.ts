import type { Handlers } from '../../../../shared/contract/handlers.ts'
import type { waiversContract } from '../../../../shared/contract/waivers.ts'
import type { Waivers } from './service.ts'

export function waiversHandlers(waivers: Waivers): Handlers<typeof waiversContract> {
  return {
    list: (input) => waivers.list(input),
    get({ id }, call) {
      const actor = call.actorOrNull()
      return { ...waivers.get(id), permissions: actor === null ? [] : waivers.permissions(id, actor) }
    },
    propose: (input, call) => waivers.propose(call.actor(), input),
    statement: (input, call) => waivers.statement(call.actor(), input),
    grant: (input, call) => waivers.grant(call.actor(), input),
    refuse: (input, call) => waivers.refuse(call.actor(), input),
    withdraw: (input, call) => waivers.withdraw(call.actor(), input),
    end: (input, call) => waivers.end(call.actor(), input),
  }
}
