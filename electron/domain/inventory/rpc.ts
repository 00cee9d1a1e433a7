import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { inventoryContract } from '../../../shared/contract/inventory.ts'
import type { Inventory } from './service.ts'

export function inventoryHandlers(inventory: Inventory): Handlers<typeof inventoryContract> {
  return {
    list: () => inventory.list(),
    attestations: () => inventory.attestations(),
    changes: (input) => inventory.changes(input),
    attestStatement: (input, call) => inventory.attestStatement(call.actor(), input),
    attest: (input, call) => inventory.attest(call.actor(), input),
    agenda: ({ days }, call) => inventory.agenda(call.actorOrNull(), days),
    saveAgenda: (input, call) => inventory.saveAgenda(call.actorOrNull(), input),
    saveCsv: ({ out }) => inventory.saveCsv(out),
  }
}
