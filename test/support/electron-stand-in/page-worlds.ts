/**
 * Two functions that run in the page, as text: `bridgeInMainWorld` where the page's scripts run, `preloadInIsolatedWorld`
 * where the preload runs. They meet through DOM events only, as Electron's context bridge keeps the two worlds apart.
 */

/* Runs in a browser: these are the parts of the DOM that are used, and `send` is the binding to the main process. */
interface DomPort {
  onmessage: ((event: { data: unknown }) => void) | null
  postMessage(data: unknown): void
  close(): void
}
declare const window: {
  dispatchEvent(event: unknown): void
  addEventListener(name: string, listener: (event: { detail: string }) => void): void
  removeEventListener(name: string, listener: (event: { detail: string }) => void): void
}
declare const CustomEvent: new (name: string, init: { detail: string }) => unknown

type Description = { kind: 'function' } | { kind: 'object'; keys: Record<string, Description> } | { kind: 'value'; value: unknown }
interface Answer {
  id: number
  value?: unknown
  error?: string
  promise?: boolean
  dispose?: number
}

/** Rebuilds in the page's world what the preload exposed; arguments and results cross as JSON, functions by number. */
export function bridgeInMainWorld(): void {
  const callbacks = new Map<number, (...args: unknown[]) => void>()
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let last = 0
  const write = (value: unknown) =>
    JSON.stringify(value, (_key, part: unknown) => {
      if (typeof part !== 'function') return part
      callbacks.set(++last, part as () => void)
      return { standInFunction: last }
    })
  const call = (name: string, path: string[], args: unknown[]): unknown => {
    const id = ++last
    let answer = null as Answer | null
    const hear = (event: { detail: string }) => {
      const one = JSON.parse(event.detail) as Answer
      if (one.id === id) answer = one
    }
    window.addEventListener('standin:answer', hear)
    window.dispatchEvent(new CustomEvent('standin:call', { detail: write({ id, name, path, args }) }))
    window.removeEventListener('standin:answer', hear)
    if (answer?.error !== undefined) throw new Error(answer.error)
    if (answer?.promise) return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
    const dispose = answer?.dispose
    return dispose === undefined ? answer?.value : () => window.dispatchEvent(new CustomEvent('standin:dispose', { detail: String(dispose) }))
  }
  const build = (name: string, description: Description, path: string[]): unknown => {
    if (description.kind === 'value') return description.value
    if (description.kind === 'function') return (...args: unknown[]) => call(name, path, args)
    return Object.freeze(Object.fromEntries(Object.entries(description.keys).map(([key, part]) => [key, build(name, part, [...path, key])])))
  }
  window.addEventListener('standin:settle', (event) => {
    const { id, value, error } = JSON.parse(event.detail) as Answer
    if (error === undefined) waiting.get(id)?.resolve(value)
    else waiting.get(id)?.reject(new Error(error))
    waiting.delete(id)
  })
  window.addEventListener('standin:callback', (event) => {
    const { id, args } = JSON.parse(event.detail) as { id: number; args: unknown[] }
    callbacks.get(id)?.(...args)
  })
  window.addEventListener('standin:expose', (event) => {
    const { name, description } = JSON.parse(event.detail) as { name: string; description: Description }
    Object.defineProperty(window, name, { value: build(name, description, []), enumerable: true })
  })
}

/** Runs the preload with the `require('electron')` that a sandboxed one has: contextBridge, ipcRenderer and webUtils, nothing else. */
export function preloadInIsolatedWorld(source: string): void {
  type Listener = (event: { ports: DomPort[] }, ...args: unknown[]) => void
  const page = globalThis as unknown as {
    standInSend(text: string): void
    standInReceive(text: string): void
    MessageChannel: new () => { port1: DomPort; port2: DomPort }
    atob(text: string): string
    btoa(text: string): string
  }
  const listeners = new Map<string, Listener[]>()
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const ports = new Map<number, DomPort>()
  const exposed = new Map<string, unknown>()
  const disposers = new Map<number, () => void>()
  let last = 0
  const tell = (message: unknown) => page.standInSend(JSON.stringify(message))
  const toWire = (data: unknown) => (data instanceof Uint8Array ? { bytes: page.btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join('')) } : { json: data })
  const fromWire = (wire: { bytes?: string; json?: unknown }) => (wire.bytes === undefined ? wire.json : Uint8Array.from(page.atob(wire.bytes), (letter) => letter.charCodeAt(0)))
  const adopt = (id: number) => {
    const { port1, port2 } = new page.MessageChannel()
    port2.onmessage = (event) => tell({ type: 'port', id, wire: toWire(event.data) })
    ports.set(id, port2)
    return port1
  }
  page.standInReceive = (text) => {
    const message = JSON.parse(text) as { type: string; id: number; channel: string; value?: unknown; error?: string; args: unknown[]; ports: number[]; wire: { json?: unknown } }
    if (message.type === 'result') {
      if (message.error === undefined) waiting.get(message.id)?.resolve(message.value)
      else waiting.get(message.id)?.reject(new Error(message.error))
      waiting.delete(message.id)
    } else if (message.type === 'event') {
      const event = { ports: message.ports.map(adopt) }
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args)
    } else if (message.type === 'port') ports.get(message.id)?.postMessage(fromWire(message.wire))
    else if (message.type === 'port-close') ports.get(message.id)?.close()
  }
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject })
        tell({ type: 'invoke', id: last, channel, args })
      }),
    send: (channel: string, ...args: unknown[]) => tell({ type: 'send', channel, args }),
    on: (channel: string, listener: Listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    removeListener: (channel: string, listener: Listener) => void listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== listener)),
  }
  const describe = (value: unknown): Description => {
    if (typeof value === 'function') return { kind: 'function' }
    if (typeof value !== 'object' || value === null) return { kind: 'value', value }
    return { kind: 'object', keys: Object.fromEntries(Object.entries(value).map(([key, part]) => [key, describe(part)])) }
  }
  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown) {
      exposed.set(name, api)
      window.dispatchEvent(new CustomEvent('standin:expose', { detail: JSON.stringify({ name, description: describe(api) }) }))
    },
  }
  const say = (name: string, answer: Answer) => window.dispatchEvent(new CustomEvent(`standin:${name}`, { detail: JSON.stringify(answer) }))
  window.addEventListener('standin:dispose', (event) => disposers.get(Number(event.detail))?.())
  window.addEventListener('standin:call', (event) => {
    const { id, name, path, args } = JSON.parse(event.detail, (_key, part: { standInFunction?: number } | null) => {
      const number = part?.standInFunction
      if (number === undefined) return part
      return (...values: unknown[]) => window.dispatchEvent(new CustomEvent('standin:callback', { detail: JSON.stringify({ id: number, args: values }) }))
    }) as { id: number; name: string; path: string[]; args: unknown[] }
    try {
      const target = path.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], exposed.get(name)) as (...values: unknown[]) => unknown
      const value = target(...args)
      if (value instanceof Promise) {
        say('answer', { id, promise: true })
        value.then(
          (settled: unknown) => say('settle', { id, value: settled }),
          (error: Error) => say('settle', { id, error: error.message }),
        )
      } else if (typeof value === 'function') {
        disposers.set(id, value as () => void)
        say('answer', { id, dispose: id })
      } else say('answer', { id, value })
    } catch (error) {
      say('answer', { id, error: (error as Error).message })
    }
  })
  const requireElectron = (name: string) => {
    if (name !== 'electron') throw new Error(`stand-in: a sandboxed preload can not require '${name}'`)
    // A path can not be had from a File of the browser; a spec gives one along.
    const webUtils = { getPathForFile: (file: { standInPath?: string }) => file.standInPath ?? '' }
    return { contextBridge, ipcRenderer, webUtils }
  }
  const process = { platform: 'linux', sandboxed: true, contextIsolated: true, type: 'renderer' }
  // The preload has to run here, with this world's globals, as text from its file.
  // oxlint-disable-next-line typescript/no-implied-eval
  new Function('require', 'process', source)(requireElectron, process)
}
