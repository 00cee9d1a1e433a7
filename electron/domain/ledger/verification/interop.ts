import type * as z from 'zod'
import { interopEntries } from '../../../../shared/contract/interop.ts'
import { ledgerEntries } from '../../../../shared/contract/ledger.ts'
import type { Entry } from '../../../../shared/contract/ledger.ts'
import { openCheckpoint } from '../../../tlog/checkpoint.ts'
import { NoteError, decodeBase64, parseVkey } from '../../../tlog/note.ts'
import { verifyConsistencyProof } from '../../../tlog/proof.ts'
import { hashFromBytes, hashToBase64 } from '../../../tlog/tree.ts'
import type { Hash } from '../../../tlog/tree.ts'
import type { Report } from '../../../tlog/verification.ts'
import type { Keyring } from './keyring.ts'
import type { CheckNote } from './people.ts'

export const interopKinds: readonly string[] = ['import/v1', 'answer/v1', 'checkpoint.seen/v1']

export interface InteropOptions {
  keys: Keyring
  checkNote: CheckNote
  report: Report<'DECISION-SIGNATURE' | 'CHECKPOINT-SIGNATURE'>
}

type Import = z.output<(typeof interopEntries)['import/v1']>
type Tree = Pick<Import, 'origin' | 'size' | 'root'>

/**
 * Checks what came from other workspaces and what was signed for them: a foreign tree is signed by its log and continues what was
 * seen before; an imported answer is signed by the key that its signer has here; a signature given here speaks of what was imported.
 */
export function createInteropHandlers({ keys, checkNote, report }: InteropOptions): Record<string, (entry: Entry) => boolean> {
  const seen = new Map<number, Tree>()
  const imports = new Map<number, Import>()
  const refuse = (seq: number, why: string) => report('CHECKPOINT-SIGNATURE', seq, `Entry ${seq} took in a state of another ledger: ${why}.`)
  return {
    // What it says is checked with the witnesses; here it only may be what a later import continues.
    'checkpoint.seen/v1': (entry) => {
      const body = ledgerEntries['checkpoint.seen/v1'].safeParse(entry.body).data
      if (body) seen.set(entry.seq, body)
      return true
    },
    'import/v1': (entry) => {
      const body = interopEntries['import/v1'].safeParse(entry.body).data
      if (!body) return false
      const why = whyNotSigned(body) ?? whyNotContinued(body, body.before && seen.get(body.before.seq))
      if (why) refuse(entry.seq, why)
      seen.set(entry.seq, body)
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

function whyNotSigned({ origin, logVkey, checkpoint, size, root }: Import): string | null {
  try {
    const claim = openCheckpoint(checkpoint, parseVkey(logVkey))
    const agrees = claim.origin === origin && claim.size === size && hashToBase64(claim.root) === root
    return agrees ? null : 'the signed checkpoint says another origin, size or root than the entry'
  } catch (error) {
    if (error instanceof NoteError) return `its checkpoint is not signed by the key of ${origin}`
    throw error
  }
}

function whyNotContinued({ origin, size, root, before, proof }: Import, known: Tree | null | undefined): string | null {
  if (before === null) return null
  if (!known || known.origin !== origin || known.size !== before.size || known.root !== before.root) return `entry ${before.seq} did not see the state of ${origin} that it names`
  // An older bundle that comes late is proved the other way round.
  const [old, now] = before.size <= size ? [before, { size, root }] : [{ size, root }, before]
  const hashes = [old.root, now.root, ...proof].map(toHash)
  const [oldRoot, nowRoot, ...path] = hashes as Hash[]
  const holds = !hashes.includes(null) && verifyConsistencyProof(old.size, oldRoot!, now.size, nowRoot!, path)
  return holds ? null : `its proof does not lead from the ${before.size} entries that entry ${before.seq} saw to these ${size}`
}

function toHash(base64: string): Hash | null {
  const bytes = decodeBase64(base64)
  return bytes?.length === 32 ? hashFromBytes(bytes) : null
}
