import { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, session, shell, utilityProcess, type OpenDialogOptions, type SaveDialogOptions, type WebContents } from 'electron'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createLog } from '../platform/log.ts'
import { channels } from './channels.ts'
import { superviseCore, type CoreProcess } from './core-process.ts'
import { listenToPage } from './ipc.ts'
import { createNotify } from './notify.ts'
import { toMenu } from './menu.ts'
import { findBundle, type OpenFiles } from './open-files.ts'
import { hostPrograms } from './programs.ts'
import { servePage } from './protocol.ts'
import { hardenContents, hardenSession } from './security.ts'
import { openWindow } from './window.ts'

/** Each window's contents with the session that it keeps over reloads and restarts of the core. */
type Sessions = Map<WebContents, string>

/** Puts the shell together once Electron is ready. */
export async function runShell(stateDir: string, files: OpenFiles<WebContents>): Promise<void> {
  const built = join(app.getAppPath(), 'dist')
  const devTools = !app.isPackaged
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
  hardenSession(session.defaultSession, { devTools })
  servePage(session.defaultSession.protocol, join(built, 'renderer'))

  const sessions: Sessions = new Map()
  const asking = new Set<WebContents>()
  const core = startCore(built, stateDir, sessions, asking)
  listenToPage({
    ipcMain,
    isOurs: (contents) => sessions.has(contents),
    onPortRequest(contents) {
      asking.add(contents)
      issuePort(core, contents, sessions)
    },
    onOpenFileReady: files.ready,
    askOpen,
    askSave,
    showItem: (path) => shell.showItemInFolder(path),
    notify: createNotify(focusWindowOf),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(toMenu({ platform: process.platform, devTools, onCommand: (command) => focusedContents()?.send(channels.command, command) })))

  const open = () => openWindow({ preload: join(built, 'desktop/preload.cjs'), stateFile: join(stateDir, 'window.json'), devTools })
  app.on('browser-window-created', (_event, window) => {
    const { webContents } = window
    const id = randomUUID()
    sessions.set(webContents, id)
    window.on('closed', () => {
      sessions.delete(webContents)
      asking.delete(webContents)
      files.gone(webContents)
      core.forget(id)
    })
  })
  app.on('second-instance', (_event, argv, folder) => {
    files.open(findBundle(argv, folder))
    focusWindow()
  })
  const show = () => (BrowserWindow.getAllWindows().length === 0 ? void open() : focusWindow())
  app.on('activate', () => void (BrowserWindow.getAllWindows().length === 0 && open()))
  app.on('open-file', show)
  app.on('window-all-closed', () => void (process.platform !== 'darwin' && app.quit()))
  quitAfter(() => core.stop())
  await open()
}

/** `asking`: windows whose page has asked for a port; one that has not loaded yet asks by itself. So no page gets two of one core. */
function startCore(built: string, stateDir: string, sessions: Sessions, asking: ReadonlySet<WebContents>): CoreProcess {
  const fork = (name: string) => utilityProcess.fork(join(built, `core/${name}.mjs`), [], { serviceName: `Countersign ${name}`, stdio: 'inherit' })
  const programs = hostPrograms({ fork, send: (message) => core.send(message) })
  const core: CoreProcess = superviseCore({
    fork: () => fork('index'),
    onReady: () => {
      for (const contents of asking) issuePort(core, contents, sessions)
    },
    onMessage: programs.receive,
    onGone: programs.killAll,
    onGivenUp: () => void explainGivenUp(core, stateDir),
    now: Date.now,
  })
  return core
}

/** A channel from page to core; the main process keeps neither end. */
function issuePort(core: CoreProcess, contents: WebContents, sessions: Sessions): void {
  const id = sessions.get(contents)
  // A port without a core behind it would leave the page waiting for ever; `onReady` issues one when there is a core.
  if (id === undefined || contents.isDestroyed() || !core.isReady()) return
  const { port1, port2 } = new MessageChannelMain()
  core.connect(id, port1)
  contents.postMessage(channels.port, null, [port2])
}

async function explainGivenUp(core: CoreProcess, stateDir: string): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'The core of Countersign stopped several times in a row.',
    detail: `Nothing that was signed is lost: each entry of the ledger is written whole or not at all. The reason is in ${createLog(stateDir).path}.`,
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  })
  if (response === 0) core.restart()
  else app.quit()
}

async function askOpen(contents: WebContents, options: OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(contents)
  const { canceled, filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}

async function askSave(contents: WebContents, options: SaveDialogOptions): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(contents)
  const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  return canceled ? null : filePath
}

const focusWindow = (): void => focus(BrowserWindow.getAllWindows()[0])
const focusWindowOf = (contents: WebContents): void => focus(BrowserWindow.fromWebContents(contents) ?? undefined)

function focus(window: BrowserWindow | undefined): void {
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

function focusedContents(): WebContents | undefined {
  return (BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0])?.webContents
}

/** Quitting waits once for the core to close its files. */
function quitAfter(stop: () => Promise<void>): void {
  let stopped = false
  app.on('before-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void stop().finally(() => {
      stopped = true
      app.quit()
    })
  })
}
