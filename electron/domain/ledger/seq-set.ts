/** Numbers of entries, one bit each: however many of a million match, they take 125 KB, and finding them leaves no garbage. */
export interface SeqSet {
  /** Adding a number again changes nothing. */
  add(seq: number): void
  /** How many there are below `seq`. */
  countBelow(seq: number): number
  /** The numbers that stand at the places from `first` up to but not including `end`, in order. */
  slice(first: number, end: number): number[]
}

export function createSeqSet(): SeqSet {
  let words = new Uint32Array(32)
  const count = (to: number) => {
    let ones = 0
    for (let i = 0; i < to; i++) ones += onesIn(words[i]!)
    return ones
  }
  return {
    add(seq) {
      if (seq >>> 5 >= words.length) words = grow(words, (seq >>> 5) + 1)
      words[seq >>> 5]! |= 1 << (seq & 31)
    },
    countBelow(seq) {
      const word = Math.min(Math.floor(seq / 32), words.length)
      return count(word) + (word < words.length ? onesIn(words[word]! & ((1 << (seq % 32)) - 1)) : 0)
    },
    slice(first, end) {
      const found: number[] = []
      for (let i = 0, place = 0; i < words.length && place < end; i++) {
        const ones = onesIn(words[i]!)
        if (place + ones > first) found.push(...membersOf(words[i]!, i * 32).slice(Math.max(first - place, 0), end - place))
        place += ones
      }
      return found
    },
  }
}

function grow(words: Uint32Array, least: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(Math.max(least, 2 * words.length))
  grown.set(words)
  return grown
}

/** `from` plus the place of each bit, lowest first. */
function membersOf(word: number, from: number): number[] {
  const members: number[] = []
  for (let rest = word; rest !== 0; rest &= rest - 1) members.push(from + 31 - Math.clz32(rest & -rest))
  return members
}

/** The usual sum in halves: pairs of bits, fours, bytes, all. */
function onesIn(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555)
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333)
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
