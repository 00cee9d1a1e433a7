import { EventEmitter } from 'node:events'
import { app, isQuitting, isReady, onCloseWindows, preventable } from './app.ts'
import { browserEvents, send } from './chromium.ts'
import { isPermitted, toChromiumUrl } from './network.ts'
import { WebContents } from './web-contents.ts'

const windows = new Set<BrowserWindow>()

/** A tab of headless Chromium with the face of a window. Stricter than Electron: insecure preferences throw. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  private readonly options: Electron.BrowserWindowConstructorOptions
  private visible: boolean
  private maximized = false
  private closed = false

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super()
    if (!isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const preferences = options.webPreferences ?? {}
    if (!preferences.contextIsolation || !preferences.sandbox || preferences.nodeIntegration !== false) throw new Error('stand-in: say contextIsolation, sandbox and no nodeIntegration')
    if (preferences.webviewTag || preferences.webSecurity === false || preferences.allowRunningInsecureContent || preferences.experimentalFeatures) throw new Error('stand-in: insecure webPreferences')
    if (preferences.preload === undefined) throw new Error('stand-in: a preload is needed')
    this.options = options
    this.visible = options.show !== false
    this.webContents = new WebContents({ width: options.width ?? 800, height: options.height ?? 600 }, preferences.preload)
    this.webContents.on('did-finish-load', () => this.emit('ready-to-show'))
    this.webContents.on('standin:close', () => this.close())
    windows.add(this)
    app.emit('browser-window-created', {}, this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(url: string): Promise<void> {
    if (!url.startsWith('app://')) throw new Error(`stand-in: ${url} is not an address of the app`)
    await denyPermissions(toChromiumUrl(url))
    await this.webContents.load(url)
  }

  show(): void {
    this.visible = true
  }
  isVisible(): boolean {
    return this.visible
  }
  focus(): void {
    this.emit('focus')
  }
  isMinimized(): boolean {
    return false
  }
  restore(): void {}
  maximize(): void {
    this.maximized = true
  }
  isMaximized(): boolean {
    return this.maximized
  }
  setBackgroundColor(): void {}
  getNormalBounds(): Electron.Rectangle {
    const { x = 0, y = 0, width = 800, height = 600 } = this.options
    return { x, y, width, height }
  }
  isDestroyed(): boolean {
    return this.closed
  }

  close(): void {
    const { event, prevented } = preventable({})
    this.emit('close', event)
    if (!prevented()) this.destroy()
  }

  destroy(): void {
    if (this.closed) return
    this.closed = true
    windows.delete(this)
    this.webContents.destroy()
    this.emit('closed')
    if (windows.size === 0 && !isQuitting()) app.emit('window-all-closed')
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows]
  }
  static getFocusedWindow(): BrowserWindow | null {
    return [...windows].at(-1) ?? null
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null
  }
}

onCloseWindows(() => {
  for (const window of windows) window.close()
})

/** Names of Electron and of DevTools. */
const judgedPermissions = { geolocation: 'geolocation', notifications: 'notifications', media: 'camera', 'clipboard-read': 'clipboard-read', midi: 'midi' }

/** DevTools can not put each request to the app, so its answers are asked for beforehand. */
async function denyPermissions(url: string): Promise<void> {
  const { origin } = new URL(url)
  for (const [asked, name] of Object.entries(judgedPermissions)) {
    if (!isPermitted(asked)) await send('Browser.setPermission', { permission: { name }, setting: 'denied', origin })
  }
}

/** A page that a page opened: the app is asked, and unless it allows it the tab is closed again. */
browserEvents.on('Target.targetCreated', ({ targetInfo }: { targetInfo: { targetId: string; openerId?: string; url: string } }) => {
  const opener = targetInfo.openerId === undefined ? undefined : WebContents.fromDevToolsTargetId(targetInfo.openerId)
  if (!opener) return
  const answer = opener.openHandler?.({ url: targetInfo.url, disposition: 'new-window', frameName: '', features: '', referrer: { url: '', policy: 'default' } })
  if (answer?.action !== 'deny') throw new Error('stand-in: the app has to deny new windows')
  void send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => {})
})
