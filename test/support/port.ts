import type { MessagePort } from 'node:worker_threads'
import type { PortLike } from '../../electron/core/serve-port.ts'

/** A port of Node in the shape that Electron's utility process hands out. */
export function toPortLike(port: MessagePort): PortLike {
  return {
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      if (event === 'message') port.on('message', (data: unknown) => listener({ data }))
      else port.on('close', listener as () => void)
    },
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
  }
}
