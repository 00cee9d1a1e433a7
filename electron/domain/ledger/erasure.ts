import { custodyEntries, type Redaction } from '../../../shared/contract/custody.ts'
import type { Entry } from '../../../shared/contract/ledger.ts'

/** What an entry records as erased, or null where it records no such thing. */
export function toRedaction({ kind, seq, at, actor, body }: Pick<Entry, 'kind' | 'seq' | 'at' | 'actor' | 'body'>): Redaction | null {
  const frame = { seq, at, by: actor }
  if (kind === 'payload.redacted/v1') {
    const { entry, id, reason } = custodyEntries[kind].safeParse(body).data ?? {}
    return id === undefined ? null : { ...frame, kind: 'payload', entry: entry!, id, reason: reason! }
  }
  if (kind === 'blob.redacted/v1') {
    const { entry, sha256, reason } = custodyEntries[kind].safeParse(body).data ?? {}
    return sha256 === undefined ? null : { ...frame, kind: 'file', entry: entry!, id: sha256, reason: reason! }
  }
  return null
}
