import { evidenceGroupTitles } from '../../../shared/contract/evidence-kinds.ts'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { policiesContract } from '../../../shared/contract/policies.ts'
import type { Policies } from './service.ts'

export function policiesHandlers(policies: Policies): Handlers<typeof policiesContract> {
  return {
    current: () => policies.current(),
    get: (input) => policies.get(input),
    list: () => policies.list(),
    kinds: () => policies.kinds().map(({ id, title, group }) => ({ id, title, group: evidenceGroupTitles[group] })),
    builtIn: () => policies.builtIn(),
    proposals: () => policies.proposals(),
    proposal: ({ id }) => policies.proposal(id),
    preview: ({ policy }) => policies.preview(policy),
    proposeStatement: (input, call) => policies.proposeStatement(call.actor(), input),
    propose: (input, call) => policies.propose(call.actor(), input),
    confirmStatement: (input, call) => policies.confirmStatement(call.actor(), input),
    confirm: (input, call) => policies.confirm(call.actor(), input),
    withdraw: (input, call) => policies.withdraw(call.actor(), input),
  }
}
