import { randomUUID } from 'node:crypto'

/** One window of the app, whichever transport it came by. */
export interface Session {
  readonly id: string
  readonly runtime: 'electron' | 'browser'
  /** E-mail of the person who signed in here; null until then. */
  actor: string | null
  /** When somebody was last at the window, in milliseconds since 1970. */
  activeAt: number
}

export interface Sessions {
  /** A new session, or the one with this id: a desktop window keeps its session over a reload. */
  open(runtime: Session['runtime'], id?: string): Session
  close(id: string): void
  all(): Iterable<Session>
}

/** Sessions live in memory only: after a restart of the core everybody signs in again. */
export function createSessions(): Sessions {
  const sessions = new Map<string, Session>()
  return {
    open(runtime, id = randomUUID()) {
      const session = sessions.get(id) ?? { id, runtime, actor: null, activeAt: 0 }
      sessions.set(id, session)
      return session
    },
    close: (id) => void sessions.delete(id),
    all: () => sessions.values(),
  }
}
