import { interopEntries } from '../../../shared/contract/interop.ts'
import { ledgerEntries } from '../../../shared/contract/ledger.ts'
import type { SeenLedger, Witness } from '../../../shared/contract/ledger.ts'
import type { Index } from '../../platform/sqlite.ts'
import { readCheckpoint } from '../../tlog/checkpoint.ts'
import { openCosignature, parseCosignerVkey } from '../../tlog/cosignature.ts'
import { NoteError } from '../../tlog/note.ts'
import { fingerprintOfVkey } from '../../tlog/vkey.ts'
import { readNewestOf } from './entry-rows.ts'
import { isOlder, seenBody, seenKinds } from './seen-body.ts'
import type { Ledger, StoredEntry } from './service.ts'

const mostListed = 1_000

interface Sources {
  ledger: Pick<Ledger, 'read'>
  index: Index
}

/** Whoever cosigned this ledger, by a file or with an answer that was imported, and every other ledger that was seen here. */
export function listWitnesses({ ledger, index }: Sources): { ours: Witness[]; others: SeenLedger[] } {
  const cosigned = readCosignedRows(index).map(({ seq }) => toWitness(ledger.read(seq)))
  const answers = readNewestOf(index, ['import/v1'], mostListed).flatMap(({ seq }) => toAnswering(ledger.read(seq)) ?? [])
  // The largest tree that a witness vouched for, whichever way it came.
  const largestFirst = [...cosigned, ...answers].toSorted((a, b) => b.size - a.size || b.seq - a.seq)
  const seen = readNewestOf(index, seenKinds, mostListed).flatMap(({ seq }) => toSeenLedger(ledger.read(seq)) ?? [])
  return { ours: firstBy(largestFirst, ({ vkey }) => vkey).toSorted((a, b) => b.seq - a.seq), others: firstBy(seen, ({ origin }) => origin) }
}

/** Witness keys whose fingerprints were compared. */
export const readMetKeys = (index: Index): string[] => readCosignedRows(index).map(({ subject }) => subject!)

const readCosignedRows = (index: Index) => firstBy(readNewestOf(index, ['witness.cosigned/v1'], mostListed), ({ subject }) => subject)

function firstBy<T>(items: readonly T[], key: (item: T) => unknown): T[] {
  const seen = new Set<unknown>()
  return items.filter((item) => !seen.has(key(item)) && seen.add(key(item)))
}

export function toWitness({ seq, at, actor, body }: StoredEntry): Witness {
  const { witness, size, cosignedAt, note } = ledgerEntries['witness.cosigned/v1'].parse(body)
  return { ...witness, size, cosignedAt, seq, at, by: actor, own: note !== undefined }
}

/** Whoever signs a request elsewhere cosigns the checkpoint of ours that they saw, with the same passphrase. Null where they did not. */
function toAnswering({ seq, at, actor, body }: StoredEntry): Witness | null {
  const imported = interopEntries['import/v1'].safeParse(body).data
  if (!imported || !('answer' in imported) || !imported.answer.cosigned) return null
  const { checkpoint, witness: vkey } = imported.answer.cosigned
  try {
    const cosignature = openCosignature(checkpoint, parseCosignerVkey(vkey))
    return { name: cosignature.name, vkey, fingerprint: fingerprintOfVkey(vkey), size: readCheckpoint(checkpoint).size, cosignedAt: cosignature.at.toISOString(), seq, at, by: actor, own: false }
  } catch (error) {
    // What is forged is no witness; that it is, verification says.
    if (error instanceof NoteError) return null
    throw error
  }
}

function toSeenLedger({ seq, at, actor, body }: StoredEntry): SeenLedger | null {
  const seen = seenBody.parse(body)
  if (isOlder(seen)) return null
  const { origin, logVkey, size, root, checkpoint, witness } = seen
  return { origin, logVkey, fingerprint: fingerprintOfVkey(logVkey), size, rootHash: root, checkpoint, seq, at, by: actor, cosigned: Boolean(witness) }
}
