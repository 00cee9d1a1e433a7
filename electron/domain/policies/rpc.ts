import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { policiesContract } from '../../../shared/contract/policies.ts'
import type { Policies } from './service.ts'

export function policiesHandlers(policies: Policies): Handlers<typeof policiesContract> {
  return {
    current: () => policies.current(),
    get: (input) => policies.get(input),
    list: () => policies.list(),
  }
}
