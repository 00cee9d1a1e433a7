/** Whole numbers and fractions in an order that the seed alone decides, on every computer. */
export interface Random {
  /** 0 to 2³² − 1. */
  next(): number
  /** 0 ≤ x < 1, in steps of 2⁻⁵³. */
  fraction(): number
}

/**
 * xoshiro128** 1.1 (D. Blackman and S. Vigna, ACM Trans. Math. Softw. 47 (2021) 36; period 2¹²⁸ − 1), its state filled by SplitMix64 from a seed of
 * 0 to 2⁵³ − 1. Nothing but 32-bit integer operations: what is drawn from it is the same wherever it runs.
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`a seed is a whole number from 0 to 2^53 - 1, not ${seed}`)
  const [first, second] = splitMix64(BigInt(seed))
  return fromState([Number(first & 0xffffffffn), Number(first >> 32n), Number(second & 0xffffffffn), Number(second >> 32n)])
}

/** From the four words of a state, not all 0. */
export function fromState([a, b, c, d]: readonly [number, number, number, number]): Random {
  let [s0, s1, s2, s3] = [a | 0, b | 0, c | 0, d | 0]
  const next = () => {
    const scrambled = Math.imul(rotate(Math.imul(s1, 5), 7), 9) >>> 0
    const shifted = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = rotate(s3, 11)
    return scrambled
  }
  return { next, fraction: () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992 }
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

/** The first two outputs of Vigna's SplitMix64. */
export function splitMix64(seed: bigint): [bigint, bigint] {
  const word = (value: bigint) => BigInt.asUintN(64, value)
  const step = (state: bigint) => {
    const a = word((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n)
    const b = word((a ^ (a >> 27n)) * 0x94d049bb133111ebn)
    return b ^ (b >> 31n)
  }
  const golden = 0x9e3779b97f4a7c15n
  return [step(word(seed + golden)), step(word(seed + 2n * golden))]
}
