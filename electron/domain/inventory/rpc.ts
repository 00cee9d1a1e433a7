import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { inventoryContract } from '../../../shared/contract/inventory.ts'
import type { Inventory } from './service.ts'

export function inventoryHandlers(inventory: Inventory): Handlers<typeof inventoryContract> {
  return {
    list: () => inventory.list(),
    saveCsv: ({ out }) => inventory.saveCsv(out),
  }
}
