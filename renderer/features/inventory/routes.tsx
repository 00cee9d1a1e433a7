import { type AnyRoute, createRoute } from '@tanstack/react-router'
import { AttestationsPage } from './AttestationsPage.tsx'
import { CalendarPage } from './CalendarPage.tsx'
import { InventoryPage } from './InventoryPage.tsx'

export function routes(parent: AnyRoute): AnyRoute[] {
  const at = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => parent, path, component })
  return [at('/inventory', InventoryPage), at('/inventory/attestations', AttestationsPage), at('/calendar', CalendarPage)]
}
