import * as z from 'zod'
import { ledgerEntries } from '../../../shared/contract/ledger.ts'
import { createLogKeys } from '../../tlog/log-keys.ts'
import type { LogKeys } from '../../tlog/log-keys.ts'
import { parseVkey } from '../../tlog/note.ts'

export interface Genesis {
  origin: string
  name: string
  log: LogKeys
}

const shape = z.object({ kind: z.literal('genesis/v1'), ledger: z.string(), seq: z.literal(0), body: ledgerEntries['genesis/v1'] })

/** What entry 0 says: the origin, the workspace's name and the key that signs its heads at first. Null where it says no such thing. */
export function parseGenesis(leaf: string | null): Genesis | null {
  if (leaf === null) return null
  try {
    const { ledger, body } = shape.parse(JSON.parse(leaf))
    const log = parseVkey(body.vkey)
    return log.name === ledger ? { origin: ledger, name: body.name, log: createLogKeys(log) } : null
  } catch {
    return null
  }
}
