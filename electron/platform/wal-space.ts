import { closeSync, fstatSync, openSync, writeSync } from 'node:fs'

/** 64 pages: the fewest from which more gains nothing. */
const step = 262_144
/** SQLite begins the log anew after 1,000 pages (its wal_autocheckpoint), from where it writes in place by itself. */
const enough = 1_000 * 4_120
/** Who adds fewer entries than this and ends is served faster without. */
const patience = 8
const zeros = Buffer.alloc(step)

export interface WalSpace {
  /** To be called by whoever holds the database's write lock, and by nobody else: nobody may add to the log meanwhile. */
  provide(): void
  close(): void
}

/**
 * Keeps zeros behind what stands in the write-ahead log of `database`. A sync of a file that grew also writes the file system's own journal, which
 * takes nearly as long again; one that is written in place does not. SQLite reads a log up to the first frame whose checksum fails, as that of zeros
 * does, and whatever was there before (https://sqlite.org/walformat.html), so a crash at any moment leaves what it left without them.
 * Where the space can not be had nothing is lost but that time: the next write says what is wrong with the disk.
 */
export function createWalSpace(database: string): WalSpace {
  let file: number | null = null
  let end = 0
  let calls = 0
  let closed = false
  return {
    provide() {
      if (closed || ++calls < patience) return
      try {
        file ??= openSync(`${database}-wal`, 'r+')
        const { size } = fstatSync(file)
        if (size === end || size >= enough) return
        end = size + writeSync(file, zeros, 0, step, size)
      } catch {
        closed = true
      }
    },
    close() {
      if (file !== null) closeSync(file)
      file = null
      closed = true
    },
  }
}
