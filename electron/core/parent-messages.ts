/** What main process and core say to each other; a `window` message carries the port of that window. */
export type ToCore =
  | { type: 'window'; session: string }
  | { type: 'window-closed'; session: string }
  | { type: 'program-message'; id: number; message: unknown }
  | { type: 'program-exit'; id: number; code: number | null }
  /** After a restart: the workspace that was open before it. */
  | { type: 'open'; dir: string }
  | { type: 'stop' }

export type FromCore =
  | { type: 'ready' }
  /** Which workspace is open from now on. */
  | { type: 'workspace'; dir: string | null }
  | { type: 'program-start'; id: number; name: 'duckdb' }
  | { type: 'program-send'; id: number; message: unknown }
  | { type: 'program-kill'; id: number }
  | { type: 'stopped' }
