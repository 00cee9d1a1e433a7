import { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { ServerPeer } from '@orpc/standard-server-peer'
import { refusal, rpcOptions, type Router } from './rpc.ts'
import type { Session } from './sessions.ts'

/** The part of Electron's MessagePortMain that serving needs. */
export interface PortLike {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
}

export interface PortServerOptions {
  router: Router
  session: Session
  report: (error: unknown) => void
}

/**
 * Serves one window over its message port until the port closes; open calls and streams are aborted then.
 * The page may be hostile: whatever it posts is at worst counted, never an unhandled rejection that takes the core down.
 */
export function servePort(port: PortLike, options: PortServerOptions): { malformed(): number } {
  const { router, session } = options
  let malformed = 0
  const peer = new ServerPeer((message) => port.postMessage(message))
  const rpc = new StandardRPCHandler(router, rpcOptions(options.report))
  const handle = createServerPeerHandleRequestFn(
    {
      // The library answers an unknown procedure with bare text, which the client can not read as an error.
      handle: async (request, options) => {
        const { response } = await rpc.handle(request, options)
        return { matched: true as const, response: response ?? { ...refusal('NOT_FOUND', `There is no procedure ${request.url.pathname}.`), headers: {} } }
      },
    } as typeof rpc,
    { context: { session } },
  )
  const receive = async (message: unknown) => {
    if (!isWire(message)) throw new TypeError('not an RPC message')
    await peer.message(message, handle)
  }
  port.on('message', (event) => {
    receive(event.data).catch((error: unknown) => {
      // The first is worth a line in the log; a flood of them must not become a flood of lines.
      if (malformed++ === 0) options.report(error)
    })
  })
  port.on('close', () => peer.close())
  port.start()
  return { malformed: () => malformed }
}

function isWire(message: unknown): message is string | Uint8Array<ArrayBuffer> | ArrayBuffer {
  return typeof message === 'string' || message instanceof Uint8Array || message instanceof ArrayBuffer
}
