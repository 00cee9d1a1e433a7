/** Shorter lists are sorted sooner by comparing. */
const shortest = 20_000
const digits = 1 << 11

/**
 * Sorts numbers ascending in place, any but NaN: -0 before 0. Long lists by their digits of eleven bits, from the last to the first (radix sort): half the time of
 * comparing. The bits of a double are in the order of its value once those of negative ones are turned round. Memory: 16 bytes a value.
 */
export function sortNumbers(values: Float64Array): Float64Array {
  const n = values.length
  if (n < shortest) return values.sort()
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * n)
  const counts = Array.from({ length: 6 }, () => new Uint32Array(digits)) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array]
  let from: Halves = { low: new Uint32Array(n), high: new Uint32Array(n) }
  let to: Halves = { low: new Uint32Array(n), high: new Uint32Array(n) }
  split(words, from, counts)
  for (let at = 0; at < 6; at++) {
    const key = at < 3 ? 'low' : 'high'
    const other = at < 3 ? 'high' : 'low'
    // All have the same digit there.
    if (counts[at]!.includes(n)) continue
    move([from[key], from[other]], [to[key], to[other]], counts[at] as Uint32Array, (at % 3) * 11)
    ;[from, to] = [to, from]
  }
  const { low, high } = from
  for (let at = 0; at < n; at++) {
    const top = high[at] as number
    const turn = ~top >> 31
    words[2 * at] = (low[at] as number) ^ turn
    words[2 * at + 1] = top ^ (turn | 0x80000000)
  }
  return values
}

interface Halves {
  low: Uint32Array
  high: Uint32Array
}

/** Bits in the order of the values, and how often each digit stands at each of the six places. */
function split(words: Uint32Array, { low, high }: Halves, [a, b, c, d, e, f]: readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array]): void {
  const mask = digits - 1
  for (let at = 0; at < low.length; at++) {
    const top = words[2 * at + 1] as number
    const turn = top >> 31
    const below = (words[2 * at] as number) ^ turn
    const above = top ^ (turn | 0x80000000)
    low[at] = below
    high[at] = above
    a[below & mask]!++
    b[(below >>> 11) & mask]!++
    c[below >>> 22]!++
    d[above & mask]!++
    e[(above >>> 11) & mask]!++
    f[above >>> 22]!++
  }
}

/** Keys and what goes with them into the order of one digit; equal ones stay as they were. */
function move([keys, others]: readonly [Uint32Array, Uint32Array], [toKeys, toOthers]: readonly [Uint32Array, Uint32Array], counts: Uint32Array, shift: number): void {
  let before = 0
  for (let digit = 0; digit < digits; digit++) {
    const here = counts[digit] as number
    counts[digit] = before
    before += here
  }
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number
    const place = counts[(key >>> shift) & (digits - 1)]!++
    toKeys[place] = key
    toOthers[place] = others[at] as number
  }
}
