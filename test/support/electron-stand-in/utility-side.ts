import { EventEmitter } from 'node:events'
import type { FromUtility, ToUtility } from './utility.ts'
import { MessageChannelMain, type MessagePortMain } from './ports.ts'

// `process.parentPort`, as a utility process of Electron has it; messages wait for the first listener.
const parentPort = Object.assign(new EventEmitter(), { postMessage: (data: unknown) => tell({ type: 'message', data }) })
const near = new Map<number, MessagePortMain>()
const early: { data: unknown; ports: MessagePortMain[] }[] = []

function tell(message: FromUtility): void {
  if (process.connected) process.send?.(message)
}

function adopt(id: number): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain()
  port2.transferTo({ deliver: (data) => tell({ type: 'port', id, data }), close: () => {} })
  near.set(id, port2)
  return port1
}

process.on('message', (message: ToUtility) => {
  if (message.type === 'port') near.get(message.id)?.toPeer(message.data)
  else if (message.type === 'port-close') near.get(message.id)?.close()
  else {
    const event = { data: message.data, ports: message.ports.map(adopt) }
    if (parentPort.listenerCount('message') === 0) early.push(event)
    else parentPort.emit('message', event)
  }
})
parentPort.on('newListener', (name) => {
  if (name === 'message') setImmediate(() => early.splice(0).forEach((event) => parentPort.emit('message', event)))
})
Object.assign(process, { parentPort, type: 'utility' })
