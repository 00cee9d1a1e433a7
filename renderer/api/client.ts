import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { Bridge } from '../../shared/bridge.ts'
import type { contract } from '../../shared/contract/index.ts'
import { withAppErrors } from './failures.ts'
import type { ConnectionStatus } from './status.ts'
import { openHttp } from './transport-http.ts'
import { openPort } from './transport-port.ts'

export type { ConnectionStatus } from './status.ts'

/** Typed by the contract; every call and stream fails with an `AppError`. */
export type Client = ContractRouterClient<typeof contract>

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
