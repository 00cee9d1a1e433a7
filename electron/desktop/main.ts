import { app, protocol, type WebContents } from 'electron'
import { join } from 'node:path'
import { findStateDir } from '../platform/state-dir.ts'
import { channels } from './channels.ts'
import { createOpenFiles, findBundle } from './open-files.ts'
import { pageScheme } from './protocol.ts'
import { runShell } from './shell.ts'

app.enableSandbox()
// Windows shows notices only of programs that it knows by this name; the installer's shortcut carries the same.
if (process.platform === 'win32') app.setAppUserModelId('example.countersign.desktop')
// Chromium's profile lives in our state directory; the lock below is taken in it, so one instance runs for each.
app.setPath('userData', join(findStateDir(), 'electron'))
protocol.registerSchemesAsPrivileged([pageScheme])

const files = createOpenFiles<WebContents>((contents, path) => contents.send(channels.openFile, path))
// macOS tells of a double click before the app is ready, so this is heard from the first moment.
app.on('open-file', (event, path) => {
  event.preventDefault()
  files.open(path)
})
files.open(findBundle(process.argv, process.cwd()))

if (app.requestSingleInstanceLock()) {
  // Not awaited: Electron becomes ready only after this module has been evaluated.
  void app.whenReady().then(() => runShell(findStateDir(), files))
} else {
  app.quit()
}
