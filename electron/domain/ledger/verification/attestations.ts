import { attestedScopes, attestingRole, inventoryEntries } from '../../../../shared/contract/inventory.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import type { Report } from '../../../tlog/verification.ts'
import type { Keyring } from './keyring.ts'
import type { CheckNote } from './people.ts'

export const attestationKinds: readonly string[] = ['inventory.attested/v1']

export interface AttestationsOptions {
  keys: Keyring
  checkNote: CheckNote
  report: Report<'ATTESTATION-RULE'>
}

/** Checks what people attested to: the note, that it says what the entry says, the role, the period, and that each follows the one before. */
export function createAttestationHandlers({ keys, checkNote, report }: AttestationsOptions): Record<string, (entry: Entry) => boolean> {
  const newest = new Map<string, string>()
  return {
    'inventory.attested/v1': (entry) => {
      const body = inventoryEntries['inventory.attested/v1'].safeParse(entry.body).data
      if (!body) return false
      const { period, scope, models, snapshot, previous, note } = body
      const refuse = (why: string) => report('ATTESTATION-RULE', entry.seq, `Entry ${entry.seq}: ${why}.`)
      const attesting = attestingRole(keys.rolesOf(entry.actor))
      const values = { Period: `${period.from} to ${period.to}`, Scope: attestedScopes[scope], Models: String(models), Inventory: `sha256:${snapshot.sha256}`, Previous: previous ?? 'none', ...(attesting && { 'Signer-Role': attesting.role }) }
      checkNote(entry, note, keys.of(entry.actor), { format: 'attestation', values })
      if (attesting?.scope !== scope) refuse(`${entry.actor} attested to ${scope === 'all' ? 'all models' : 'models of their own'} without the role for it`)
      if (period.from > period.to || period.to > entry.at.slice(0, 10)) refuse(`it attests to a period that was not over, ${period.from} to ${period.to}`)
      const key = scope === 'all' ? 'all' : `own ${entry.actor}`
      const before = newest.get(key) ?? null
      if (previous !== before) refuse(`it names ${previous ?? 'no attestation'} as the one before, which was ${before ?? 'none'}`)
      newest.set(key, `A-${entry.seq}`)
      return true
    },
  }
}
