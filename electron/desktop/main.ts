import { app, protocol } from 'electron'
import { join } from 'node:path'
import { findStateDir } from '../platform/state-dir.ts'
import { pageScheme } from './protocol.ts'
import { runShell } from './shell.ts'

app.enableSandbox()
// Chromium's profile lives in our state directory; the lock below is taken in it, so one instance runs for each.
app.setPath('userData', join(findStateDir(), 'electron'))
protocol.registerSchemesAsPrivileged([pageScheme])

if (app.requestSingleInstanceLock()) {
  // Not awaited: Electron becomes ready only after this module has been evaluated.
  void app.whenReady().then(() => runShell(findStateDir()))
} else {
  app.quit()
}
