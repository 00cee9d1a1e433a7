import { delegationEntries } from '../../../../shared/contract/delegations.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import type { PolicyRef } from '../../../../shared/contract/policies.ts'
import { waiverEntries } from '../../../../shared/contract/waivers.ts'
import { toLets } from '../../../../shared/waiver-words.ts'
import type { Keyring } from './keyring.ts'
import type { CheckNote } from './people.ts'

export const exceptionKinds: readonly string[] = ['waiver.proposed/v1', 'waiver.granted/v1', 'delegation.granted/v1']

/** Checks the signed texts of waivers and delegations: by the key of whoever grants them, and word for word what the entries say. Whether they might is for the rules of sign-off. */
export function createExceptionHandlers({ keys, checkNote }: { keys: Keyring; checkNote: CheckNote }): Record<string, (entry: Entry) => boolean> {
  const proposed = new Map<string, Record<string, string>>()
  return {
    'waiver.proposed/v1': (entry) => {
      const body = waiverEntries['waiver.proposed/v1'].safeParse(entry.body).data
      if (!body) return false
      const { type, deviation, version, manifestHash, useCase, control, owner, until, reason, policy } = body
      proposed.set(`W-${entry.seq}`, {
        'Type': type,
        'Lets': toLets(deviation),
        'Version': version,
        'Manifest': `sha256:${manifestHash}`,
        'Use-Case': useCase,
        ...(control !== null && { 'Compensating-Control': control }),
        'Owner': owner,
        'Until': until,
        'Reason': reason,
        'Proposed-By': entry.actor,
        'Policy': toName(policy),
      })
      return true
    },
    'waiver.granted/v1': (entry) => {
      const body = waiverEntries['waiver.granted/v1'].safeParse(entry.body).data
      // A bundle carries the grant with its proposal; without it only the name can be compared.
      if (body) checkNote(entry, body.note, keys.of(entry.actor), { format: 'waiver', values: { Meaning: 'waiver_grant', Waiver: body.waiver, ...proposed.get(body.waiver) } })
      return body !== undefined
    },
    'delegation.granted/v1': (entry) => {
      const body = delegationEntries['delegation.granted/v1'].safeParse(entry.body).data
      if (!body) return false
      const { to, meanings, model, until, reason, policy } = body
      checkNote(entry, body.note, keys.of(entry.actor), { format: 'delegation', values: { 'Delegate-ID': to, 'Meanings': meanings.join(', '), 'Scope': model ?? 'all models', 'Until': until, 'Reason': reason, 'Policy': toName(policy) } })
      return true
    },
  }
}

const toName = ({ id, version, sha256 }: PolicyRef): string => `${id} ${version} sha256:${sha256}`
