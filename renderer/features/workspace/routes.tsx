import { createRoute, type AnyRoute } from '@tanstack/react-router'
import { RecoveryPage, type CheckFile } from './recovery/RecoveryPage.tsx'

export const routes = (parent: AnyRoute, checkFile: CheckFile): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: '/recovery', component: () => <RecoveryPage checkFile={checkFile} /> }),
]
