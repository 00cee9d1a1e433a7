import { RPCLink } from '@orpc/client/message-port'
import { portMessageKind, type Bridge } from '../../shared/bridge.ts'
import type { Link } from './failures.ts'
import { createStatus, type Transport } from './status.ts'

/**
 * Talks over the newest port that the main process issued. While there is none (first start, restart of the core) calls wait
 * for it; calls that were under way when a port closed fail, since nobody knows whether they were carried out.
 */
export function openPort(bridge: Bridge): Transport {
  const { status, set, subscribe } = createStatus('connecting')
  let live = Promise.withResolvers<Link>()
  let current: MessagePort | null = null

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0]
    // Only this very window may hand over a port: a frame or an opener could otherwise pose as the core.
    if (event.source !== window || !isPortMessage(event.data) || !port) return
    // Each load of the page gets one port from each core: another one means that the core is another. Its predecessor may have died
    // without closing its port, and whoever waits for that one would wait for ever.
    current?.dispatchEvent(new Event('close'))
    current = port
    const mine = live
    port.addEventListener('close', () => {
      if (live !== mine) return
      live = Promise.withResolvers<Link>()
      set('connecting')
    })
    live.resolve(new RPCLink({ port }))
    port.start()
    set('open')
  })
  bridge.requestPort()

  const link: Link = { call: async (path, input, options) => (await live.promise).call(path, input, options) }
  return { link, status, subscribe }
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === portMessageKind
}
