import type { conditionsContract } from '../../../../shared/contract/conditions.ts'
import type { Handlers } from '../../../../shared/contract/handlers.ts'
import type { Conditions } from './service.ts'

export function conditionsHandlers(conditions: Conditions): Handlers<typeof conditionsContract> {
  return {
    list: (input) => conditions.list(input),
    get({ id }, call) {
      const actor = call.actorOrNull()
      return { ...conditions.get(id), permissions: actor === null ? [] : conditions.permissions(id, actor) }
    },
    meet: (input, call) => conditions.meet(call.actor(), input),
    accept: (input, call) => conditions.accept(call.actor(), input),
    return: (input, call) => conditions.return(call.actor(), input),
    extend: (input, call) => conditions.extend(call.actor(), input),
  }
}
