/** What main process and core say to each other; a `window` message carries the port of that window. */
export type ToCore =
  | { type: 'window'; session: string }
  | { type: 'window-closed'; session: string }
  | { type: 'program-message'; id: number; message: unknown }
  | { type: 'program-exit'; id: number; code: number | null }
  | { type: 'stop' }

export type FromCore =
  | { type: 'ready' }
  | { type: 'program-start'; id: number; name: 'duckdb' }
  | { type: 'program-send'; id: number; message: unknown }
  | { type: 'program-kill'; id: number }
  | { type: 'stopped' }
