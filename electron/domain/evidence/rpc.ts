import type { evidenceContract } from '../../../shared/contract/evidence.ts'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { Evidence } from './service.ts'

export function evidenceHandlers(evidence: Evidence): Handlers<typeof evidenceContract> {
  return {
    preview: ({ path }, call) => evidence.preview(path, { signal: call.signal ?? new AbortController().signal, progress: () => undefined }),
    checks: (filter) => evidence.checks(filter),
    check: ({ id }) => evidence.check(id),
    runFairness(input, call) {
      const actor = call.actor()
      return call.startJob('check', `Fairness check of ${input.version}`, (work) => evidence.runFairness(actor, input, work))
    },
  }
}
