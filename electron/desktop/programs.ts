import type { UtilityProcess } from 'electron'
import type { FromCore, ToCore } from '../core/parent-messages.ts'

export interface ProgramHost {
  readonly receive: (message: FromCore) => void
  /** Ends every program: the core that they worked for is gone. */
  readonly killAll: () => void
}

export interface ProgramHostOptions {
  fork: (name: 'duckdb') => Pick<UtilityProcess, 'on' | 'once' | 'postMessage' | 'pid' | 'kill'>
  send: (message: ToCore) => void
}

/** Runs the core's programs as utility processes and passes their messages on. */
export function hostPrograms({ fork, send }: ProgramHostOptions): ProgramHost {
  const running = new Map<number, ReturnType<ProgramHostOptions['fork']>>()
  const start = (id: number, name: 'duckdb') => {
    const child = fork(name)
    running.set(id, child)
    child.on('message', (message: unknown) => send({ type: 'program-message', id, message }))
    child.once('exit', (code) => {
      running.delete(id)
      send({ type: 'program-exit', id, code })
    })
  }
  return {
    receive(message) {
      if (message.type === 'program-start') start(message.id, message.name)
      else if (message.type === 'program-send') running.get(message.id)?.postMessage(message.message)
      else if (message.type === 'program-kill') kill(running.get(message.id))
    },
    killAll() {
      for (const child of running.values()) kill(child)
      running.clear()
    },
  }
}

/** A running DuckDB statement heeds no polite request. */
function kill(child: ReturnType<ProgramHostOptions['fork']> | undefined): void {
  if (child?.pid === undefined) return void child?.kill()
  try {
    process.kill(child.pid, 'SIGKILL')
  } catch {
    // It ended by itself in this moment.
  }
}
