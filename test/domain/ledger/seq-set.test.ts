import { describe, expect, it } from 'vitest'
import { createSeqSet } from '../../../electron/domain/ledger/seq-set.ts'

const setOf = (seqs: readonly number[]) => {
  const set = createSeqSet()
  for (const seq of seqs) set.add(seq)
  return set
}

describe('a set of entry numbers', () => {
  it('counts and cuts like a sorted list, over edges of words and where it grows', () => {
    const seqs = [0, 1, 30, 31, 32, 63, 64, 95, 1_023, 1_024, 4_095, 70_000, 999_999]
    const set = setOf(seqs)
    for (const edge of [0, 1, 2, 31, 32, 33, 64, 1_024, 1_025, 70_000, 70_001, 999_999, 1_000_000, 5_000_000]) {
      expect(set.countBelow(edge), `below ${edge}`).toBe(seqs.filter((seq) => seq < edge).length)
    }
    for (let first = 0; first <= seqs.length; first++) {
      for (let end = first; end <= seqs.length + 1; end++) expect(set.slice(first, end), `${first} to ${end}`).toEqual(seqs.slice(first, end))
    }
    expect(set.slice(0, Number.POSITIVE_INFINITY)).toEqual(seqs)
  })

  it('holds a number once, in order, whatever the order of adding', () => {
    const set = setOf([63, 5, 63, 31, 5, 200])
    expect(set.slice(0, 10)).toEqual([5, 31, 63, 200])
    expect(set.countBelow(1_000)).toBe(4)
  })

  it('counts full words', () => {
    const set = setOf(Array.from({ length: 100 }, (_, i) => i))
    expect([set.countBelow(32), set.countBelow(63), set.countBelow(100), set.slice(62, 66)]).toEqual([32, 63, 100, [62, 63, 64, 65]])
  })

  it('is empty at first', () => {
    expect([createSeqSet().countBelow(1_000_000), createSeqSet().slice(0, 10)]).toEqual([0, []])
  })
})
