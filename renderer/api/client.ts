import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { Bridge } from '../../shared/bridge.ts'
import type { contract } from '../../shared/contract/index.ts'
import { withAppErrors, type Link } from './failures.ts'
import { openHttp } from './transport-http.ts'
import { openPort } from './transport-port.ts'

/** Typed by the contract; every call and stream fails with an `AppError`. */
export type Client = ContractRouterClient<typeof contract>

/**
 * `connecting`: the core is starting or restarting, calls wait · `open` · `link-used`: this address was opened before and
 * its token is spent · `lost`: the core no longer answers, or no longer knows this window.
 */
export type ConnectionStatus = 'connecting' | 'open' | 'link-used' | 'lost'

export interface Transport {
  readonly link: Link
  readonly status: () => ConnectionStatus
  /** Hears every change of status. After `connecting` → `open` the core may be a new one: read everything again. */
  readonly subscribe: (listener: () => void) => () => void
}

export interface Connection {
  readonly client: Client
  readonly runtime: 'electron' | 'browser'
  /** Dialogs and menu of the desktop; null in a browser. */
  readonly bridge: Bridge | null
  readonly status: () => ConnectionStatus
  readonly subscribe: (listener: () => void) => () => void
}

declare global {
  interface Window {
    readonly countersign?: Bridge
  }
}

/** Connects this window to the core: over a message port under Electron, else over HTTP with the token of the address. */
export async function createClient(): Promise<Connection> {
  const bridge = window.countersign ?? null
  const transport = bridge ? openPort(bridge) : await openHttp()
  return {
    client: createORPCClient<Client>(withAppErrors(transport.link)),
    runtime: bridge ? 'electron' : 'browser',
    bridge,
    status: transport.status,
    subscribe: transport.subscribe,
  }
}
