import type { MessagePortMain, UtilityProcess } from 'electron'
import type { FromCore, ToCore } from '../core/parent-messages.ts'
import { createBackOff } from './back-off.ts'

export interface CoreProcess {
  /** False while the core starts or is down; `onReady` comes when it is up. */
  readonly isReady: () => boolean
  /** Hands a window's port to the core. */
  readonly connect: (session: string, port: MessagePortMain) => void
  readonly forget: (session: string) => void
  readonly send: (message: ToCore) => void
  /** Starts again after giving up. */
  readonly restart: () => void
  /** Lets the core close its files; kills it where that takes too long. */
  readonly stop: () => Promise<void>
}

export interface CoreOptions {
  fork: () => Pick<UtilityProcess, 'on' | 'once' | 'postMessage' | 'kill'>
  /** The core is up, for the first time or again: issue every window a new port. */
  onReady: () => void
  onMessage: (message: FromCore) => void
  /** The core is gone, with everything that belonged to it. */
  onGone: () => void
  onGivenUp: () => void
  now: () => number
}

const stopWithinMs = 5_000
/** A core that ends this soon after it opened a workspace again may have ended because of it. */
const suspectWithinMs = 60_000

/**
 * Starts the core and starts it again, later each time, when it ends by itself; after five times in a row it gives up. The core that
 * comes after one that ended opens the same workspace, before any window can ask; but not twice in a row.
 */
export function superviseCore(options: CoreOptions): CoreProcess {
  const backOff = createBackOff()
  let child: ReturnType<CoreOptions['fork']> | null = null
  let ready = false
  let stopping = false
  let workspace: string | null = null
  let reopenedAt = Number.NEGATIVE_INFINITY

  const start = () => {
    const mine = options.fork()
    child = mine
    mine.on('message', (message: FromCore) => {
      if (message.type === 'workspace') workspace = message.dir
      if (message.type !== 'ready') return options.onMessage(message)
      ready = true
      if (workspace !== null) {
        reopenedAt = options.now()
        mine.postMessage({ type: 'open', dir: workspace } satisfies ToCore)
      }
      options.onReady()
    })
    mine.once('exit', () => {
      if (child !== mine) return
      child = null
      ready = false
      options.onGone()
      if (options.now() - reopenedAt < suspectWithinMs) workspace = null
      if (stopping) return
      const delay = backOff.next(options.now())
      if (delay === null) options.onGivenUp()
      else setTimeout(() => stopping || start(), delay)
    })
  }
  start()

  return {
    isReady: () => ready,
    connect: (session, port) => child?.postMessage({ type: 'window', session } satisfies ToCore, [port]),
    forget: (session) => child?.postMessage({ type: 'window-closed', session } satisfies ToCore),
    send: (message) => child?.postMessage(message),
    restart() {
      backOff.reset()
      if (child === null) start()
    },
    async stop() {
      stopping = true
      const mine = child
      if (mine === null) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, stopWithinMs)
        const end = () => {
          clearTimeout(timer)
          resolve()
        }
        mine.on('message', (message: FromCore) => message.type === 'stopped' && end())
        mine.once('exit', end)
        mine.postMessage({ type: 'stop' } satisfies ToCore)
      })
      mine.kill()
    },
  }
}
