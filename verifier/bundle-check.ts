import type { Entry } from '../shared/contract/ledger.ts'
import { createPeopleCheck } from '../electron/domain/ledger/verification/people.ts'
import { ArchiveError, readArchive } from '../electron/tlog/archive.ts'
import { BundleError, openBundle } from '../electron/tlog/bundle.ts'
import type { OpenedBundle } from '../electron/tlog/bundle.ts'
import { hashToBase64 } from '../electron/tlog/tree.ts'
import { fingerprintOf } from '../electron/tlog/vkey.ts'
import { toLedgerCheck } from './ledger-check.ts'
import { fails, holds } from './result.ts'
import type { Check, RecomputedTree, Result, SignatureLine } from './result.ts'
import { takeKey, toSignatureLine } from './signatures.ts'
import type { KnownKeys } from './signatures.ts'

/** A zip begins so; every bundle is one. */
export const isBundle = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** Checks a `.countersign` bundle: it is opened as a whole, with every proof and digest, or not at all. */
export function checkBundle(name: string, bytes: Uint8Array, known: RecomputedTree | null): Result {
  const opened = open(bytes)
  if (typeof opened === 'string') {
    const check = fails('The bundle is whole and signed by its ledger', `It is refused: ${opened}.`)
    return { kind: 'bundle', name, origin: '', size: null, root: '', logFingerprint: '', checks: [check], signatures: [], files: [] }
  }
  const { log, checkpoint, entries, blobs } = opened
  const { signatures, wrong } = readSignatures(opened)
  return {
    kind: 'bundle',
    name,
    origin: log.name,
    size: checkpoint.size,
    root: hashToBase64(checkpoint.root),
    logFingerprint: fingerprintOf(log.publicKey),
    checks: [
      holds('The bundle is whole and signed by its ledger', `Its list of contents and its checkpoint are signed by the key in it, and no file was altered, added or taken away. Compare the fingerprint of that key with what its owners tell you.`),
      holds('Every entry is in the signed tree', `${entries.length} entries, each with a proof that leads to the root over ${checkpoint.size}.`),
      toPeopleCheck(signatures, wrong),
      toLedgerCheck(checkpoint, known, 'bundle'),
    ],
    signatures,
    files: [...blobs.keys()].map((sha256) => ({ name: `blobs/${sha256}`, state: 'holds' as const, sha256, detail: 'has the digest that is its name' })),
  }
}

function open(bytes: Uint8Array): OpenedBundle | string {
  try {
    return openBundle(readArchive(bytes))
  } catch (error) {
    if (error instanceof BundleError || error instanceof ArchiveError) return error.message.replace(/\.$/, '')
    throw error
  }
}

/** Enrolments come along with what the people enrolled have signed; the history before is for the whole ledger to show. */
function readSignatures({ log, entries }: OpenedBundle): { signatures: SignatureLine[]; wrong: string[] } {
  const wrong: string[] = []
  const people = createPeopleCheck({ origin: log.name, rootAt: () => null, report: (kind, _seq, detail) => void wrong.push(`${kind}: ${detail}`) })
  const keys: KnownKeys = new Map()
  const signatures = entries.flatMap(({ value }) => {
    // A bundle is opened only with entries of this ledger at their place; people.ts looks at every body by its schema.
    const entry = value as unknown as Entry
    const before = wrong.length
    people(entry)
    takeKey(entry, keys)
    return toSignatureLine(entry, keys, wrong.length === before ? 'holds' : 'fails') ?? []
  })
  return { signatures, wrong }
}

function toPeopleCheck(signatures: readonly SignatureLine[], wrong: readonly string[]): Check {
  const title = 'People signed these very texts'
  if (wrong.length > 0) return fails(title, 'Signatures do not hold.', wrong.slice(0, 20))
  return holds(title, `${signatures.length} signed statements, each by a key that an entry of the bundle enrols. Compare fingerprints with their owners.`)
}
