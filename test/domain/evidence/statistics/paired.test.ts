import { describe, expect, it } from 'vitest'
import { toAucSums } from '../../../../electron/domain/evidence/statistics/auc.ts'
import { createExactSum } from '../../../../electron/domain/evidence/statistics/exact-sum.ts'
import { pairedAucDifference } from '../../../../electron/domain/evidence/statistics/paired-auc.ts'
import { createRandom } from '../../../../electron/domain/evidence/statistics/random.ts'

describe('exact sums', () => {
  it('keep every digit beyond what doubles hold', () => {
    const sum = createExactSum()
    let wanted = 0n
    const random = createRandom(3)
    for (let at = 0; at < 2_000; at++) {
      const [count, factor] = [1 + (random.next() % 9), random.next()]
      sum.add(count, factor, factor)
      wanted += BigInt(count) * BigInt(factor) ** 2n
    }
    expect(sum.value()).toBe(wanted)
  })
})

describe('two areas over the same rows', () => {
  const cells = (scores: readonly number[], labels: readonly number[]) => scores.map((score, at) => ({ score, positives: labels[at]!, negatives: 1 - labels[at]! }))
  const labels = [1, 1, 1, 0, 0, 0, 1, 0]
  const first = [9, 7, 4, 5, 3, 1, 6, 4]
  const cross = (a: readonly number[], b: readonly number[]) => {
    const rank = (scores: readonly number[], at: number) => {
      const own = labels[at]
      const sign = own === 1 ? 1 : -1
      return scores.reduce((total, score, other) => (labels[other] === own ? total : total + 1 + Math.sign(sign * (scores[at]! - score))), 0)
    }
    const sum = (of: number) => BigInt(labels.reduce((total, label, at) => (label === of ? total + rank(a, at) * rank(b, at) : total), 0))
    return { positives: sum(1), negatives: sum(0) }
  }

  it('of the same order do not differ, however the scores are scaled', () => {
    const twice = first.map((score) => 2 * score + 1)
    const found = pairedAucDifference(toAucSums(cells(first, labels)), toAucSums(cells(twice, labels)), cross(first, twice))
    expect(found).toMatchObject({ difference: 0, standardError: 0, low: 0, high: 0, p: 1 })
  })

  it('turned round have the difference with the other sign and the same p', () => {
    const second = [8, 2, 9, 3, 6, 1, 5, 7]
    const [one, other] = [toAucSums(cells(first, labels)), toAucSums(cells(second, labels))]
    const [there, back] = [pairedAucDifference(one, other, cross(first, second))!, pairedAucDifference(other, one, cross(second, first))!]
    expect(back.difference).toBe(-there.difference)
    expect([back.p, back.low]).toEqual([there.p, -there.high])
    expect(pairedAucDifference(toAucSums(cells([1, 2], [1, 0])), toAucSums(cells([2, 1], [1, 0])), { positives: 0n, negatives: 0n })).toBeNull()
  })
})
