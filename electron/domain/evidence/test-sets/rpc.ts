import type { Handlers } from '../../../../shared/contract/handlers.ts'
import type { testSetsContract } from '../../../../shared/contract/test-sets.ts'
import type { TestSets } from './service.ts'

export function testSetsHandlers(testSets: TestSets): Handlers<typeof testSetsContract> {
  return {
    list: () => testSets.list(),
    uses: ({ snapshot }) => testSets.uses(snapshot),
    tested: ({ version }) => testSets.tested(version),
    seal: (input, call) => testSets.seal(call.actor(), input),
    warning: (input, call) => testSets.warning(call.actorOrNull(), input, call.signal),
    record: (input, call) => testSets.record(call.actor(), input),
    export(input, call) {
      const actor = call.actor()
      return call.startJob('export', `Copying ${input.snapshot}`, (work) => testSets.export(actor, input, work))
    },
  }
}
