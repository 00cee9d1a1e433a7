import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { registryContract } from '../../../shared/contract/registry.ts'
import type { Registered } from './service.ts'

export function registryHandlers(registered: Registered): Handlers<typeof registryContract> {
  return {
    list: () => registered.list(),
    adopt: (input, call) => registered.adopt(call.actor(), input),
  }
}
