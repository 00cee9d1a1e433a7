import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { app, preventable } from './app.ts'
import { openTab, type Tab } from './chromium.ts'
import { answerRequest, toAppUrl, toChromiumUrl } from './network.ts'
import { bridgeInMainWorld, preloadInIsolatedWorld } from './page-worlds.ts'
import { createPortTable, type MessagePortMain } from './ports.ts'
import { ipcHandlers, ipcMain } from './desktop.ts'

interface Asked {
  type: 'invoke' | 'send' | 'port'
  id: number
  channel: string
  args: unknown[]
  wire: { bytes?: string; json?: unknown }
}

const preloadWorld = 'standin-preload'
const all = new Set<WebContents>()
type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

export class WebContents extends EventEmitter {
  readonly mainFrame = { url: '', parent: null }
  /** What `setWindowOpenHandler` was given; chromium's popups are judged by it. */
  openHandler: OpenHandler | null = null
  tab: Tab | null = null
  private destroyed = false
  private context = 0
  private expected = ''
  private readonly preloaded = Promise.withResolvers<void>()
  private readonly opened: Promise<void>
  private readonly ports = createPortTable((message) => this.tell(message.type === 'port' ? { type: 'port', id: message.id, wire: toWire(message.data) } : message))

  constructor(size: { width: number; height: number }, preload: string) {
    super()
    all.add(this)
    this.opened = this.open(size, preload)
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  getURL(): string {
    return this.mainFrame.url
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  send(channel: string, ...args: unknown[]): void {
    this.tell({ type: 'event', channel, args, ports: [] })
  }

  postMessage(channel: string, message: unknown, transfer: MessagePortMain[] = []): void {
    this.tell({ type: 'event', channel, args: [message], ports: transfer.map((port) => this.ports.hand(port)) })
  }

  close(): void {
    this.emit('standin:close')
  }

  reload(): void {
    this.expected = ''
    void this.tab?.send('Page.reload')
  }

  destroy(): void {
    this.destroyed = true
    all.delete(this)
    this.ports.closeAll()
    this.tab?.close()
    this.emit('destroyed')
  }

  async load(url: string): Promise<void> {
    await this.opened
    this.expected = toChromiumUrl(url)
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve))
    await this.tab?.send('Page.navigate', { url: this.expected })
    await loaded
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...all].find((contents) => contents.tab?.targetId === targetId)
  }

  private async open(size: { width: number; height: number }, preload: string): Promise<void> {
    const tab = await openTab(size)
    this.tab = tab
    tab.events.on('Runtime.executionContextCreated', ({ context }: { context: { id: number; name: string } }) => {
      if (context.name !== preloadWorld) return
      this.context = context.id
      this.preloaded.resolve()
    })
    tab.events.on('Page.frameNavigated', ({ frame }: { frame: { parentId?: string; url: string } }) => {
      if (frame.parentId !== undefined) return
      // The page that held the ports is gone.
      this.ports.closeAll()
      this.mainFrame.url = toAppUrl(frame.url)
      this.emit('did-navigate', {}, this.mainFrame.url)
    })
    tab.events.on('Page.loadEventFired', () => this.emit('did-finish-load'))
    tab.events.on('Runtime.bindingCalled', ({ payload }: { payload: string }) => void this.answer(JSON.parse(payload) as Asked))
    tab.events.on('Fetch.requestPaused', (event: PausedRequest) => void this.judge(event))
    await Promise.all([
      tab.send('Page.enable'),
      tab.send('Runtime.enable'),
      tab.send('Runtime.addBinding', { name: 'standInSend', executionContextName: preloadWorld }),
      tab.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      tab.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${bridgeInMainWorld.toString()})()` }),
      tab.send('Page.addScriptToEvaluateOnNewDocument', { worldName: preloadWorld, source: `(${preloadInIsolatedWorld.toString()})(${JSON.stringify(readFileSync(preload, 'utf8'))})` }),
    ])
  }

  private tell(message: unknown): void {
    const expression = `standInReceive(${JSON.stringify(JSON.stringify(message))})`
    void this.preloaded.promise.then(() => this.tab?.send('Runtime.evaluate', { expression, contextId: this.context })).catch(() => {})
  }

  private async answer(asked: Asked): Promise<void> {
    const event = { sender: this, senderFrame: this.mainFrame }
    if (asked.type === 'port') return this.ports.receive(asked.id, fromWire(asked.wire))
    if (asked.type === 'send') return void ipcMain.emit(asked.channel, event, ...asked.args)
    try {
      const handler = ipcHandlers.get(asked.channel)
      if (!handler) throw new Error(`No handler registered for '${asked.channel}'`)
      this.tell({ type: 'result', id: asked.id, value: await handler(event as never, ...asked.args) })
    } catch (error) {
      this.tell({ type: 'result', id: asked.id, error: `Error invoking remote method '${asked.channel}': ${String(error)}` })
    }
  }

  /** Navigations are put to the app first; then every request goes through its web request filter and its protocol. */
  private async judge({ requestId, request, resourceType }: PausedRequest): Promise<void> {
    if (resourceType === 'Document' && this.expected !== '' && request.url !== this.expected) {
      const { event, prevented } = preventable({ url: toAppUrl(request.url), isMainFrame: true })
      this.emit('will-frame-navigate', event)
      this.emit('will-navigate', event, event.url)
      if (prevented()) return void (await this.tab?.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }).catch(() => {}))
    }
    const answer = await answerRequest(request)
    const [method, params] = answer ? ['Fetch.fulfillRequest', answer] : ['Fetch.failRequest', { errorReason: 'BlockedByClient' }]
    await this.tab?.send(method as string, { requestId, ...(params as object) }).catch(() => {})
  }
}

interface PausedRequest {
  requestId: string
  request: { url: string; method: string; headers: Record<string, string> }
  resourceType: string
}

const toWire = (data: unknown) => (data instanceof Uint8Array ? { bytes: Buffer.from(data).toString('base64') } : { json: data })
const fromWire = (wire: { bytes?: string; json?: unknown }) => (wire.bytes === undefined ? wire.json : new Uint8Array(Buffer.from(wire.bytes, 'base64')))

app.on('quit', () => {
  for (const contents of all) contents.destroy()
})
