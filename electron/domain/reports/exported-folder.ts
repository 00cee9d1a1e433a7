import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { NoteError, parseNote } from '../../tlog/note.ts'
import { createConsistencyProof } from '../../tlog/proof.ts'
import { parseStatement } from '../../tlog/statement.ts'
import { parseTile, tilePath } from '../../tlog/tiles.ts'
import { createSubtrees, type Hash, type Subtrees } from '../../tlog/tree.ts'
import type { Handover } from '../ledger/service.ts'
import type { EvidenceFile } from './evidence-file.ts'

/** What the folder of a whole export proves beside its checkpoint; nothing of it is verified yet. docs/formats/export.md */
export function openExportedFolder(dir: string, size: number): Pick<EvidenceFile, 'proofFrom' | 'handover'> {
  return {
    proofFrom: (old) => (old < 1 || old > size ? null : { old, path: createConsistencyProof(old, size, readSubtrees(dir, size)) }),
    handover: () => readRotations(join(dir, 'signatures')),
  }
}

const tileWidth = 256

/** BAD_INPUT where a tile is not there or has not its size. */
function readSubtrees(dir: string, size: number): Subtrees {
  const tile = (level: number, n: number): Hash[] => {
    const width = Math.min(tileWidth, Math.floor(size / tileWidth ** level) - n * tileWidth)
    const path = tilePath(level, n, width)
    const hashes = existsSync(join(dir, path)) ? parseTile(readFileSync(join(dir, path)), width) : null
    if (hashes === null) throw new AppError('BAD_INPUT', `${dir} is not a whole export: ${path} is missing or damaged. Ask for the folder again.`)
    return hashes
  }
  // No subtree below a tile level spans two tiles.
  const leaves = (from: number, to: number) => tile(0, Math.floor(from / tileWidth)).slice(from % tileWidth, (from % tileWidth) + to - from)
  return createSubtrees(leaves, (level, n) => tile(level / 8, Math.floor(n / tileWidth))[n % tileWidth]!)
}

/** The statements of rotations hold all that their entries do, in the order of the entries. */
function readRotations(dir: string): Handover {
  if (!existsSync(dir)) return []
  const seqs = readdirSync(dir).flatMap((name) => /^(\d{1,15})\.txt$/.exec(name)?.[1] ?? []).map(Number)
  return seqs.toSorted((a, b) => a - b).flatMap((seq) => toRotation(seq, readFileSync(join(dir, `${seq}.txt`), 'utf8')) ?? [])
}

function toRotation(seq: number, note: string): Handover[number] | null {
  if (!note.startsWith('countersign.example/log-key-rotation/v1\n')) return null
  try {
    const values = parseStatement(parseNote(note).text)?.values
    return values ? { seq, body: { previous: { vkey: values.get('Previous-Key') }, key: { vkey: values.get('Key') }, reason: values.get('Reason'), note } } : null
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}
