import { identityEntries, type KeyLife } from '../../../shared/contract/identity.ts'
import type { Index } from '../../platform/sqlite.ts'
import { readAllAbout } from '../ledger/service.ts'
import type { Ledger } from '../ledger/service.ts'

const kinds = ['person.enrolled/v1', 'key.replaced/v1', 'key.revoked/v1']

/** Every key that a person had, the newest first: from the entries that gave it and ended it. */
export function readKeyHistory(ledger: Pick<Ledger, 'read'>, index: Index, email: string): KeyLife[] {
  const lives: KeyLife[] = []
  for (const { seq } of readAllAbout(index, kinds, email)) {
    const { at, actor: by, kind, body } = ledger.read(seq)
    const last = lives[0]
    if (kind === 'key.revoked/v1') {
      if (last) last.until = { seq, at, by, reason: identityEntries[kind].parse(body).reason, how: 'revoked' }
      continue
    }
    if (kind === 'key.replaced/v1' && last) last.until ??= { seq, at, by, reason: identityEntries[kind].parse(body).reason, how: 'replaced' }
    const { key } = identityEntries[kind as 'person.enrolled/v1' | 'key.replaced/v1'].parse(body)
    lives.unshift({ ...key, since: { seq, at, by }, until: null })
  }
  return lives
}
