/** `unchecked`: what would be needed is not in the file that was given. Never the same as holding. */
export type State = 'holds' | 'fails' | 'unchecked'

export interface Check {
  state: State
  title: string
  detail: string
  /** Each thing that was found, a sentence each. */
  found?: readonly string[]
}

export interface SignatureLine {
  seq: number
  state: State
  /** Printed name and address, as the signed text has them. */
  signer: string
  what: string
  at: string
  fingerprint: string
  /** The signed text itself. */
  text: string
}

export interface FileLine {
  name: string
  state: State
  sha256: string
  detail: string
}

export interface Result {
  kind: 'export' | 'dossier' | 'bundle'
  name: string
  origin: string
  size: number | null
  root: string
  logFingerprint: string
  checks: Check[]
  signatures: SignatureLine[]
  files: FileLine[]
}

/** A tree that was recomputed from its entries: later files are held against it. */
export interface RecomputedTree {
  origin: string
  size: number
  /** Base64; null for a size beyond it. */
  rootAt: (size: number) => string | null
  /** Entries that recorded a report, by the SHA-256 of its file. */
  reports: ReadonlyMap<string, number>
}

/** One that fails decides; with nothing failing, something unchecked does not spoil what holds. */
export function overall({ checks, signatures, files }: Pick<Result, 'checks' | 'signatures' | 'files'>): State {
  const states = [...checks, ...signatures, ...files].map(({ state }) => state)
  if (states.includes('fails')) return 'fails'
  return states.includes('holds') ? 'holds' : 'unchecked'
}

export const holds = (title: string, detail: string): Check => ({ state: 'holds', title, detail })
export const fails = (title: string, detail: string, found: readonly string[] = []): Check => ({ state: 'fails', title, detail, found })
export const unchecked = (title: string, detail: string): Check => ({ state: 'unchecked', title, detail })
