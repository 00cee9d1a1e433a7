import type { Checkpoint } from '../electron/tlog/checkpoint.ts'
import { hashToBase64 } from '../electron/tlog/tree.ts'
import { fails, holds, unchecked } from './result.ts'
import type { Check, RecomputedTree } from './result.ts'

/** Holds a file against an export that was read before: does the ledger still say what it said then? */
export function toLedgerCheck(checkpoint: Checkpoint, known: RecomputedTree | null, what: string): Check {
  const title = `The ledger still continues this ${what}`
  if (!known || known.origin !== checkpoint.origin) return unchecked(title, 'For this, choose an exported folder of the ledger first, then this file again: the two are held against each other.')
  const now = known.rootAt(checkpoint.size)
  if (now === null) return fails(title, `The ${what} covers ${checkpoint.size} entries; the export read before has ${known.size}: entries were removed, or the export is older.`)
  if (now !== hashToBase64(checkpoint.root)) return fails(title, `The export read before has other entries among its first ${checkpoint.size}: history was rewritten. Keep both files, together they prove it.`)
  return holds(title, `The first ${checkpoint.size} entries of the export read before are those that this ${what} speaks of.`)
}
