/** Bytes that come in pieces, read in order; only what is asked for at once is held. */
export interface Feed {
  /** Place of the next byte in the stream. */
  readonly offset: number
  /** How much may be taken without waiting. */
  readonly ready: number
  /** Waits until `length` bytes are ready; false where the stream ends before. */
  fill(length: number): Promise<boolean>
  /** Of what is ready. */
  take(length: number): Buffer
  byte(): number
  /** Place of a byte among what is ready, counted from the next one; -1 where there is none within `limit`. */
  find(byte: number, limit: number): number
  /** Passes over bytes without holding them; false where the stream ends before. */
  skip(length: number): Promise<boolean>
}

export function createFeed(source: AsyncIterable<Buffer>): Feed {
  const pieces = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  let at = 0
  let offset = 0
  let isOver = false
  const more = async () => {
    const next = isOver ? null : await pieces.next()
    if (next === null || next.done) isOver = true
    return next === null || next.done ? null : next.value
  }
  const feed: Feed = {
    get offset() {
      return offset
    },
    get ready() {
      return held.byteLength - at
    },
    async fill(length) {
      while (held.byteLength - at < length) {
        const piece = await more()
        if (piece === null) return false
        held = at === held.byteLength ? piece : Buffer.concat([held.subarray(at), piece])
        at = 0
      }
      return true
    },
    take(length) {
      const taken = held.subarray(at, at + length)
      at += taken.byteLength
      offset += taken.byteLength
      return taken
    },
    byte: () => {
      offset += 1
      return held[at++]!
    },
    find(byte, limit) {
      const found = held.indexOf(byte, at)
      return found === -1 || found - at > limit ? -1 : found - at
    },
    async skip(length) {
      for (let left = length; left > 0; ) {
        if (feed.ready === 0 && !(await feed.fill(1))) return false
        left -= feed.take(Math.min(left, feed.ready)).byteLength
      }
      return true
    },
  }
  return feed
}
