import type { evidenceContract } from '../../../shared/contract/evidence.ts'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import { kindOf } from './kinds.ts'
import type { Evidence } from './service.ts'

export function evidenceHandlers(evidence: Evidence): Handlers<typeof evidenceContract> {
  return {
    preview: ({ path }, call) => evidence.preview(path, { signal: call.signal ?? new AbortController().signal, progress: () => undefined }),
    checks: (filter) => evidence.checks(filter),
    check: ({ id }) => evidence.check(id),
    run(input, call) {
      const actor = call.actor()
      return call.startJob('check', `${kindOf(input.check).title} of ${input.version}`, (work) => evidence.run(actor, input, work))
    },
    choices: ({ id }) => evidence.choices(id),
    templates: (filter) => evidence.templates(filter),
    saveTemplate: (template, call) => evidence.saveTemplate(call.actor(), template),
    recompute: ({ id, inputs }, call) => call.startJob('check', `Computing ${id} again`, (work) => evidence.recompute(() => call.actor(), id, inputs, work)),
  }
}
