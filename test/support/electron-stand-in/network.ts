import { EventEmitter } from 'node:events'
import { isReady } from './app.ts'

type Handler = Parameters<Electron.Protocol['handle']>[1]
type Filter = (details: { url: string; method: string }, decide: (response: Electron.CallbackResponse) => void) => void
type PermissionCheck = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>

/**
 * Chromium knows no `app://` here: the page lives at an https origin of its own, whose requests never leave the stand-in.
 * It is as standard and secure as the real scheme; specs use a helper for addresses.
 */
export const toChromiumUrl = (url: string): string => url.replace(/^app:\/\/([^/]+)/, 'https://$1.app.standin')
export const toAppUrl = (url: string): string => url.replace(/^https:\/\/([^/]+)\.app\.standin/, 'app://$1')

const handlers = new Map<string, Handler>()
let privileged: Electron.CustomScheme[] | null = null
let filter: Filter | null = null
let permissionCheck: PermissionCheck | null = null

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    if (isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    if (privileged) throw new Error('stand-in: registerSchemesAsPrivileged was called before')
    for (const { scheme, privileges } of schemes) {
      if (!privileges?.standard || !privileges.secure || privileges.bypassCSP) throw new Error(`stand-in: ${scheme} has to be standard and secure, and may not bypass CSP`)
    }
    privileged = schemes
  },
  handle(scheme, handler) {
    if (!privileged?.some((one) => one.scheme === scheme)) throw new Error(`stand-in: ${scheme} was not registered before ready`)
    if (handlers.has(scheme)) throw new Error(`protocol.handle: ${scheme} is handled already`)
    handlers.set(scheme, handler)
  },
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>

const sessionMethods = {
  protocol: protocol as Electron.Protocol,
  webRequest: {
    onBeforeRequest(...args: unknown[]) {
      if (filter) throw new Error('stand-in: onBeforeRequest was set before')
      filter = args.at(-1) as Filter
    },
  } as Pick<Electron.WebRequest, 'onBeforeRequest'>,
  setPermissionRequestHandler: () => {},
  setPermissionCheckHandler: (handler) => void (permissionCheck = handler),
  setDevicePermissionHandler: () => {},
} satisfies Partial<Record<keyof Electron.Session, unknown>> & Pick<Electron.Session, 'setPermissionCheckHandler' | 'setPermissionRequestHandler' | 'setDevicePermissionHandler'>

export const session = { defaultSession: Object.assign(new EventEmitter(), sessionMethods) }

/** What the app says of a permission; without a handler the stand-in refuses, where Electron would grant. */
export const isPermitted = (name: string): boolean => permissionCheck?.(null, name as never, 'app://bundle/', {} as never) ?? false

/** The app's answer to a request, in the protocol's words; null where the filter or the lack of a handler stops it. */
export async function answerRequest(request: { url: string; method: string; headers: Record<string, string> }): Promise<Record<string, unknown> | null> {
  const url = toAppUrl(request.url)
  // Not one byte leaves without a filter that allowed it; Electron itself would let everything out.
  if (!filter || (await new Promise<boolean | undefined>((resolve) => filter?.({ url, method: request.method }, (answer) => resolve(answer.cancel))))) return null
  const handler = handlers.get(new URL(url).protocol.slice(0, -1))
  if (!handler) return null
  const response = await handler({ url, method: request.method, headers: new Headers(request.headers) } as unknown as Parameters<Handler>[0])
  return {
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  }
}
