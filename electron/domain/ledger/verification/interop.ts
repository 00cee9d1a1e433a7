import type * as z from 'zod'
import { interopEntries } from '../../../../shared/contract/interop.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import type { Report } from '../../../tlog/verification.ts'
import type { Keyring } from './keyring.ts'
import type { CheckNote } from './people.ts'

export const interopKinds: readonly string[] = ['import/v1', 'answer/v1']

export interface InteropOptions {
  keys: Keyring
  checkNote: CheckNote
  report: Report<'DECISION-SIGNATURE'>
}

/**
 * Checks what was signed across workspaces: an imported answer is signed by the key that its signer had here when it came, and a
 * signature given here speaks of what was imported. That the foreign trees make one history is checked with the witnesses.
 */
export function createInteropHandlers({ keys, checkNote, report }: InteropOptions): Record<string, (entry: Entry) => boolean> {
  const imports = new Map<number, z.output<(typeof interopEntries)['import/v1']>>()
  return {
    'import/v1': (entry) => {
      const body = interopEntries['import/v1'].safeParse(entry.body).data
      if (!body) return false
      imports.set(entry.seq, body)
      if ('answer' in body) {
        const { signer, note, review } = body.answer
        checkNote(entry, note, keys.of(signer), { format: 'decision', values: { 'Signer-ID': signer, Review: review } })
      }
      return true
    },
    'answer/v1': (entry) => {
      const body = interopEntries['answer/v1'].safeParse(entry.body).data
      if (!body) return false
      const asked = imports.get(body.import)
      if (!asked || !('request' in asked) || asked.origin !== body.origin || asked.request.review !== body.review) {
        report('DECISION-SIGNATURE', entry.seq, `Entry ${entry.seq} answers a request that entry ${body.import} did not bring.`)
        return true
      }
      const { origin, size, root, request } = asked
      const values = { Review: request.review, Manifest: `sha256:${request.manifestHash}`, Ledger: origin, 'Ledger-Size': String(size), 'Ledger-Root': root }
      checkNote(entry, body.note, keys.of(entry.actor), { format: 'decision', values })
      return true
    },
  }
}
