import { hashFromBytes, hashToBase64 } from './tree.ts'
import type { Hash } from './tree.ts'
import { NoteError, decodeBase64 } from './vkey.ts'

/** `c2sp.org/tlog-proof@v1`: one entry, the way to the root, and the checkpoint over it. */
export interface InclusionFile {
  index: number
  path: Hash[]
  /** The signed note, verbatim. */
  checkpoint: string
}

/** The body of a witness' add-checkpoint (c2sp.org/tlog-witness): the tree of the checkpoint continues the one of `old` leaves. */
export interface ConsistencyFile {
  old: number
  path: Hash[]
  checkpoint: string
}

const inclusionHeader = 'c2sp.org/tlog-proof@v1'
/** A path of a tree of 2^53 leaves is shorter. */
const longestPath = 63

export const toInclusionFile = ({ index, path, checkpoint }: InclusionFile): string => `${inclusionHeader}\nindex ${index}\n${toLines(path)}\n${checkpoint}`
export const toConsistencyFile = ({ old, path, checkpoint }: ConsistencyFile): string => `old ${old}\n${toLines(path)}\n${checkpoint}`

const toLines = (path: readonly Hash[]) => path.map((value) => `${hashToBase64(value)}\n`).join('')

/** Throws NoteError `malformed`; the checkpoint is cut off, not looked at. */
export function parseInclusionFile(text: string): InclusionFile {
  const { lines, checkpoint } = split(text)
  const [header, ...rest] = lines
  if (rest[0]?.startsWith('extra ') && decodeBase64(rest[0].slice(6)) !== null) rest.shift()
  const index = parseNumber(rest.shift(), 'index ')
  if (header !== inclusionHeader || index === null) throw malformed()
  return { index, path: parsePath(rest), checkpoint }
}

/** Throws NoteError `malformed`. */
export function parseConsistencyFile(text: string): ConsistencyFile {
  const { lines, checkpoint } = split(text)
  const old = parseNumber(lines.shift(), 'old ')
  if (old === null) throw malformed()
  return { old, path: parsePath(lines), checkpoint }
}

export const isInclusionFile = (text: string): boolean => text.startsWith(`${inclusionHeader}\n`)
export const isConsistencyFile = (text: string): boolean => /^old \d+\n/.test(text)

function split(text: string): { lines: string[]; checkpoint: string } {
  const at = text.indexOf('\n\n')
  if (at < 0 || at > 10_000) throw malformed()
  return { lines: text.slice(0, at).split('\n'), checkpoint: text.slice(at + 2) }
}

function parseNumber(line: string | undefined, word: string): number | null {
  const digits = line?.startsWith(word) ? line.slice(word.length) : ''
  const value = Number(digits)
  return /^(0|[1-9]\d{0,15})$/.test(digits) && Number.isSafeInteger(value) ? value : null
}

function parsePath(lines: readonly string[]): Hash[] {
  if (lines.length > longestPath) throw malformed()
  return lines.map((line) => {
    const bytes = decodeBase64(line)
    if (bytes?.length !== 32) throw malformed()
    return hashFromBytes(bytes)
  })
}

const malformed = () => new NoteError('malformed', 'not a proof: a first line, hashes of 32 bytes in base64, an empty line and a checkpoint')
