import { type AnyRoute, createRoute } from '@tanstack/react-router'
import { InventoryPage } from './InventoryPage.tsx'

export const routes = (parent: AnyRoute): AnyRoute[] => [createRoute({ getParentRoute: () => parent, path: '/inventory', component: InventoryPage })]
