import type { delegationsContract } from '../../../../shared/contract/delegations.ts'
import type { Handlers } from '../../../../shared/contract/handlers.ts'
import type { Delegations } from './service.ts'

export function delegationsHandlers(delegations: Delegations): Handlers<typeof delegationsContract> {
  return {
    list: (input) => delegations.list(input),
    get({ id }, call) {
      const actor = call.actorOrNull()
      return { ...delegations.get(id), permissions: actor === null ? [] : delegations.permissions(id, actor) }
    },
    statement: (input, call) => delegations.statement(call.actor(), input),
    grant: (input, call) => delegations.grant(call.actor(), input),
    accept: (input, call) => delegations.accept(call.actor(), input),
    end: (input, call) => delegations.end(call.actor(), input),
  }
}
