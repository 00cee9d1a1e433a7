import type { Program, Programs } from '../platform/programs.ts'
import type { FromCore, ToCore } from './parent-messages.ts'

/**
 * Programs under Electron, where nothing may be forked as Node (fuse `runAsNode`): the main process starts each as a utility
 * process and passes messages on. They are few and small; data stays in the files that the programs read.
 */
export function createElectronPrograms(send: (message: FromCore) => void): { programs: Programs; receive: (message: ToCore) => void } {
  const running = new Map<number, { hear: (message: unknown) => void; exit: (code: number | null) => void }>()
  let started = 0
  const start = (name: 'duckdb'): Program => {
    const id = ++started
    const messages = createQueue<unknown>()
    const exits = createQueue<number | null>()
    running.set(id, { hear: messages.push, exit: exits.push })
    send({ type: 'program-start', id, name })
    return {
      send: (message) => send({ type: 'program-send', id, message }),
      onMessage: messages.listen,
      onExit: exits.listen,
      kill: () => send({ type: 'program-kill', id }),
    }
  }
  return {
    programs: { start },
    receive(message) {
      if (message.type === 'program-message') running.get(message.id)?.hear(message.message)
      if (message.type !== 'program-exit') return
      running.get(message.id)?.exit(message.code)
      running.delete(message.id)
    },
  }
}

/** Keeps what arrives before anybody listens. */
function createQueue<T>() {
  const listeners: ((value: T) => void)[] = []
  const waiting: T[] = []
  return {
    push: (value: T) => {
      if (listeners.length === 0) waiting.push(value)
      for (const listener of listeners) listener(value)
    },
    listen: (listener: (value: T) => void) => {
      listeners.push(listener)
      for (const value of waiting.splice(0)) listener(value)
    },
  }
}
