import type { frameworksContract } from '../../../shared/contract/frameworks.ts'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { Frameworks } from './service.ts'

export function frameworksHandlers(frameworks: Frameworks): Handlers<typeof frameworksContract> {
  return {
    list: () => ({ scope: frameworks.scope(), frameworks: frameworks.list() }),
    get: ({ id }) => frameworks.get(id),
    status: ({ version }) => frameworks.status(version),
    controls: ({ version, framework }) => frameworks.controls(version, framework),
    inventory: () => frameworks.inventory(),
    setScope: (input, call) => frameworks.setScope(call.actor(), input),
    statement: (input, call) => frameworks.statement(call.actor(), input),
    sign: (input, call) => frameworks.sign(call.actor(), input),
  }
}
