import { EventEmitter } from 'node:events'
import { join } from 'node:path'

interface App {
  readonly isPackaged: boolean
  readonly commandLine: Pick<Electron.CommandLine, 'appendSwitch'>
  enableSandbox: Electron.App['enableSandbox']
  setPath: Electron.App['setPath']
  getPath: (name: 'userData') => string
  getAppPath: Electron.App['getAppPath']
  isReady: Electron.App['isReady']
  getAppMetrics: () => { pid: number; type: string; serviceName: string }[]
  whenReady: Electron.App['whenReady']
  requestSingleInstanceLock: () => boolean
  quit: Electron.App['quit']
}

const switches = JSON.parse(process.env['STANDIN_SWITCHES'] ?? '[]') as string[]
const { promise: readiness, resolve: nowReady } = Promise.withResolvers<void>()
let ready = false
let sandboxed = false
let quitting = false
let userData: string | null = null
/** Windows close before the program ends; browser-window.ts sets this. */
let closeWindows = () => {}
/** Running utility processes; utility.ts sets this. */
let utilities: () => { pid: number; serviceName: string }[] = () => []

const methods: App = {
  isPackaged: false,
  commandLine: { appendSwitch: (name, value) => void switches.push(value ? `--${name}=${value}` : `--${name}`) },
  enableSandbox() {
    if (ready) throw new Error('app.enableSandbox() can only be called before app is ready')
    sandboxed = true
  },
  setPath(name, path) {
    if (name !== 'userData' || ready) throw new Error(`stand-in: setPath('${name}') is only for userData, before ready`)
    userData = path
  },
  getPath(name) {
    // Without a place of its own a test would write into the profile of the person who runs it.
    if (name !== 'userData' || userData === null) throw new Error(`stand-in: getPath('${name}') before it was set`)
    return userData
  },
  getAppPath: () => process.env['STANDIN_APP'] as string,
  isReady: () => ready,
  getAppMetrics: () => utilities().map(({ pid, serviceName }) => ({ pid, type: 'Utility', serviceName })),
  whenReady: () => readiness,
  requestSingleInstanceLock: () => true,
  quit() {
    if (quitting) return
    const { event, prevented } = preventable({})
    app.emit('before-quit', event)
    if (prevented()) return
    quitting = true
    closeWindows()
    app.emit('will-quit', {})
    app.emit('quit', {}, 0)
    setTimeout(() => process.exit(0), 50)
  },
}

export const app: EventEmitter & App & { standInSwitches: () => string[] } = Object.assign(new EventEmitter(), methods, { standInSwitches: () => switches })

export const isReady = (): boolean => ready
export const isQuitting = (): boolean => quitting
export const onCloseWindows = (close: () => void): void => void (closeWindows = close)
export const onListUtilities = (list: typeof utilities): void => void (utilities = list)
export const standInFile = (name: string): string => join(import.meta.dirname, name)

export function becomeReady(): void {
  if (!sandboxed) throw new Error('stand-in: call app.enableSandbox() before ready')
  ready = true
  nowReady()
  app.emit('ready', {}, {})
}

/** An event with `preventDefault`, and whether it was called. */
export function preventable<T extends object>(details: T): { event: T & { preventDefault: () => void; defaultPrevented: boolean }; prevented: () => boolean } {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault: () => void (event.defaultPrevented = true),
  }
  return { event, prevented: () => event.defaultPrevented }
}
