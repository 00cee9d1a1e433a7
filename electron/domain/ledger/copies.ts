import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { writeDurably } from '../../platform/blobs.ts'
import { exclusively } from '../../platform/mutex.ts'
import { isWritable } from '../../platform/sqlite-ledger.ts'
import { copyNoteFile } from './marks.ts'
import { peekLedger } from './snapshot.ts'
import { ledgerFile, openStore } from './store.ts'

/**
 * Which of the copies of a ledger on this computer takes entries: two that both do would sign two histories with one key. The
 * high-water mark alone does not keep them apart while both are open. docs/formats/ledger.md
 */
export interface OneCopy {
  /** Another copy that has the place and goes as far as this one's `size` entries; null where this one has it now. */
  claim(size: number): string | null
  /** Takes the place from the other copy, under that one's write lock. CONFLICT where entries came there meanwhile; BUSY. */
  takeOver(size: number): void
  /** Whether this copy still has it: asked at every append, under the write lock. */
  isHere(): boolean
  /** The folder that has it, for sentences. */
  dir(): string
}

/** `state`: the state directory that the note was written in; one that was copied elsewhere speaks of another computer. `file`: device and inode. */
const copyNote = z.strictObject({ v: z.literal(1), state: z.string(), dir: z.string(), file: z.string() })
type CopyNote = z.infer<typeof copyNote>

export function createOneCopy(stateDir: string, origin: string, dir: string): OneCopy {
  const path = copyNoteFile(stateDir, origin)
  const load = () => loadNote(path, stateDir)
  const isOurs = ({ dir: noted, file }: CopyNote) => noted === realpathSync(dir) || file === identify(dir)
  const write = () => writeDurably(path, Buffer.from(`${JSON.stringify({ v: 1, state: realpathSync(stateDir), dir: realpathSync(dir), file: identify(dir) } satisfies CopyNote)}\n`), 0o600)
  /** The noted copy, if it is another one that can still be read as the same ledger. */
  const other = () => {
    const note = load()
    if (!note || isOurs(note)) return null
    const facts = peekLedger(note.dir)
    return facts?.origin === origin ? { dir: note.dir, size: facts.size } : null
  }
  const takeOver = (size: number) => withLocked(other(), size, write)
  let known = ''
  return {
    claim(size) {
      const note = load()
      if (note?.dir === realpathSync(dir) && note.file === identify(dir)) return null
      try {
        return exclusively(join(dirname(path), 'claims.db'), () => {
          const found = other()
          if (found && found.size >= size) return found.dir
          takeOver(size)
          return null
        })
      } catch (error) {
        if (error instanceof AppError) throw error
        // A state directory that can not be written protects nothing; the marks are not written either.
        return null
      }
    },
    takeOver: (size) => exclusively(join(dirname(path), 'claims.db'), () => takeOver(size)),
    isHere() {
      const seen = stampOf(path)
      if (seen === known) return true
      const note = load()
      if (note && !isOurs(note)) return false
      known = seen
      return true
    },
    dir: () => load()?.dir ?? dir,
  }
}

/** The folder of the copy of `origin` that takes entries on this computer; null where none was noted. */
export const readGoingCopy = (stateDir: string, origin: string): string | null => loadNote(copyNoteFile(stateDir, origin), stateDir)?.dir ?? null

/** An append of the other copy asks for its place inside its write transaction: none can be half-way through it here. */
function withLocked(other: { dir: string; size: number } | null, size: number, act: () => void): void {
  if (!other || !isWritable(ledgerFile(other.dir))) return act()
  const store = openStore(ledgerFile(other.dir), 'write')
  try {
    store.begin('write')
    const there = store.readSize()
    if (there > size) throw new AppError('CONFLICT', `The copy in ${other.dir} has ${there} entries and this one ${size}: it is the newer one. Open that one.`)
    act()
  } finally {
    store.rollback()
    store.close()
  }
}

function loadNote(path: string, stateDir: string): CopyNote | null {
  if (!existsSync(path)) return null
  const note = copyNote.safeParse(parseJson(readFileSync(path, 'utf8'))).data
  return note?.state === realpathSync(stateDir) ? note : null
}

function identify(dir: string): string {
  const { dev, ino } = statSync(ledgerFile(dir), { bigint: true })
  return `${dev}:${ino}`
}

/** Changes with every writing of the note: it is renamed into place. */
function stampOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found ? `${found.ino}:${found.mtimeNs}` : 'none'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
