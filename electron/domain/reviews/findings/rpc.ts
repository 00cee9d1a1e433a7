import type { findingsContract } from '../../../../shared/contract/findings.ts'
import type { Handlers } from '../../../../shared/contract/handlers.ts'
import type { Findings } from './service.ts'

export function findingsHandlers(findings: Findings): Handlers<typeof findingsContract> {
  return {
    list: (input) => findings.list(input),
    get({ id }, call) {
      const actor = call.actorOrNull()
      return { ...findings.get(id), permissions: actor === null ? [] : findings.permissions(id, actor) }
    },
    open: (input, call) => findings.open(call.actor(), input),
    remediate: (input, call) => findings.remediate(call.actor(), input),
    return: (input, call) => findings.return(call.actor(), input),
    close: (input, call) => findings.close(call.actor(), input),
    rate: (input, call) => findings.rate(call.actor(), input),
    confirmRating: (input, call) => findings.confirmRating(call.actor(), input),
    extend: (input, call) => findings.extend(call.actor(), input),
  }
}
