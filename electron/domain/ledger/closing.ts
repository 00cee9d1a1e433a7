import { existsSync, readFileSync, rmSync } from 'node:fs'
import * as z from 'zod'
import { writeDurably } from '../../platform/blobs.ts'
import { logKeyFile } from './marks.ts'

const closing = z.strictObject({ v: z.literal(1), why: z.enum(['moved', 'succeeded']), at: z.string(), sentence: z.string() })

/** Why this computer adds nothing to a ledger any more, although its file may be sound: decided by people here. */
export type Closing = z.infer<typeof closing>

export const closingFile = (stateDir: string, origin: string) => logKeyFile(stateDir, origin).replace(/\.log\.json$/, '.closed.json')

/** A note that can not be read still closes: two copies that both go on would sign two histories with one key. */
export function loadClosing(stateDir: string, origin: string): Closing | null {
  const path = closingFile(stateDir, origin)
  if (!existsSync(path)) return null
  const found = closing.safeParse(parseJson(readFileSync(path, 'utf8')))
  return found.success ? found.data : { v: 1, why: 'moved', at: '', sentence: `This ledger was closed on this computer; the note that says why can not be read (${path}).` }
}

export function writeClosing(stateDir: string, origin: string, note: Omit<Closing, 'v'>): void {
  writeDurably(closingFile(stateDir, origin), Buffer.from(`${JSON.stringify({ v: 1, ...note }, null, 2)}\n`), 0o600)
}

/** A ledger whose key came back goes on here. */
export const removeClosing = (stateDir: string, origin: string): void => rmSync(closingFile(stateDir, origin), { force: true })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
