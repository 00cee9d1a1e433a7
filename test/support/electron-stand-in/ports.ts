import { EventEmitter } from 'node:events'

/** One end of a channel. Handed to another process, it forwards there instead of emitting here. */
export class MessagePortMain extends EventEmitter {
  peer: MessagePortMain | null = null
  private readonly queue: unknown[] = []
  private started = false
  private closed = false
  private remote: { deliver: (data: unknown) => void; close: () => void } | null = null

  postMessage(data: unknown): void {
    if (this.remote) throw new Error('stand-in: this port was transferred')
    this.toPeer(data)
  }

  /** What the far end of a transferred port sent. */
  toPeer(data: unknown): void {
    const { peer } = this
    setImmediate(() => peer?.deliver(data))
  }

  start(): void {
    this.started = true
    for (const data of this.queue.splice(0)) this.emit('message', { data, ports: [] })
  }

  /** Closes both ends, wherever they are. */
  close(): void {
    for (const end of [this, this.peer]) end?.end()
  }

  transferTo(remote: { deliver: (data: unknown) => void; close: () => void }): void {
    if (this.remote) throw new Error('stand-in: this port was transferred already')
    this.remote = remote
    for (const data of this.queue.splice(0)) remote.deliver(data)
    if (this.closed) remote.close()
  }

  private deliver(data: unknown): void {
    if (this.closed) return
    if (this.remote) this.remote.deliver(data)
    else if (this.started) this.emit('message', { data, ports: [] })
    else this.queue.push(data)
  }

  private end(): void {
    if (this.closed) return
    this.closed = true
    this.remote?.close()
    this.emit('close')
  }
}

export class MessageChannelMain implements Record<keyof Electron.MessageChannelMain, MessagePortMain> {
  readonly port1 = new MessagePortMain()
  readonly port2 = new MessagePortMain()

  constructor() {
    this.port1.peer = this.port2
    this.port2.peer = this.port1
  }
}

/** Ports that were handed to one process or page, by number. */
export function createPortTable(send: (message: { type: 'port'; id: number; data: unknown } | { type: 'port-close'; id: number }) => void) {
  const ports = new Map<number, MessagePortMain>()
  let last = 0
  return {
    hand(port: MessagePortMain): number {
      const id = ++last
      ports.set(id, port)
      port.transferTo({ deliver: (data) => send({ type: 'port', id, data }), close: () => send({ type: 'port-close', id }) })
      return id
    },
    receive: (id: number, data: unknown) => ports.get(id)?.toPeer(data),
    /** The other side is gone. */
    closeAll() {
      for (const port of ports.values()) port.close()
      ports.clear()
    },
    close(id: number) {
      ports.get(id)?.close()
      ports.delete(id)
    },
  }
}
