import { createLog } from '../platform/log.ts'
import { createCore, type Core } from './compose.ts'
import { createElectronPrograms } from './electron-programs.ts'
import { createMachine } from './machine.ts'
import type { FromCore, ToCore } from './parent-messages.ts'
import { servePort, type PortLike } from './serve-port.ts'

/** `process.parentPort` of a utility process, in the part that is used here: the core does not know Electron's types. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: PortLike[] }) => void): unknown
  postMessage(message: unknown): void
}

/** Runs the core inside Electron's utility process: each window comes as a port from the main process. */
export function runElectronCore(parent: ParentPort): void {
  const send = (message: FromCore) => parent.postMessage(message)
  const { programs, receive } = createElectronPrograms(send)
  const machine = createMachine({ programs })
  const { report } = createLog(machine.stateDir)
  // A bug that nobody caught leaves the core in an unknown state: say it and die, the main process starts a new one.
  process.on('uncaughtExceptionMonitor', report)
  const core = createCore({ ...machine, report, onWorkspace: (dir) => send({ type: 'workspace', dir }) })

  parent.on('message', ({ data, ports }) => {
    // Only the main process holds the other end; the page never does.
    const message = data as ToCore
    const [port] = ports
    if (message.type === 'window' && port) servePort(port, { router: core.router, session: core.sessions.open('electron', message.session), report })
    else if (message.type === 'window-closed') core.sessions.close(message.session)
    else if (message.type === 'open') void reopen(core, message.dir, report)
    else if (message.type === 'stop') void core.close().finally(() => send({ type: 'stopped' }))
    else receive(message)
  })
  send({ type: 'ready' })
}

/** Where it can not be opened any more the first screen says what there is; the restart itself must not fail. */
async function reopen(core: Core, dir: string, report: (error: unknown) => void): Promise<void> {
  try {
    await core.open(dir)
  } catch (error) {
    report(error)
  }
}
