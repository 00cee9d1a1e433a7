import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, exactDifference, exactRatio, toExact, toNumber } from '../../../electron/domain/evidence/exact.ts'
import { toOverallVerdict } from '../../../electron/domain/evidence/verdicts.ts'

describe('an exact number', () => {
  it('is the decimal that was written', () => {
    expect(toExact(0.1)).toEqual({ num: 1n, den: 10n })
    expect(toExact(1e-7)).toEqual({ num: 1n, den: 10_000_000n })
    expect(toExact(1.25e21)).toEqual({ num: 1_250_000_000_000_000_000_000n, den: 1n })
    expect(toExact(-0.5)).toEqual({ num: -5n, den: 10n })
  })

  it('comes back as the number it was made of', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1, noNaN: true }), (value) => {
        expect(Math.abs(toNumber(toExact(value)) / value - 1)).toBeLessThan(1e-15)
      }),
    )
  })

  it('orders fractions as cross multiplication does', () => {
    const fraction = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 50 })).map(([num, den]) => ({ num, den }))
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        expect(compare(exactDifference(a, b), toExact(0))).toBe(Math.sign(a.num * b.den - b.num * a.den))
        expect(exactRatio(a, b) === null).toBe(b.num === 0)
      }),
    )
  })

  it('stays exact beyond 53 bits', () => {
    const [a, b] = [{ num: 4_000_000_000_001, den: 5_000_000_000_001 }, { num: 4_000_000_000_000, den: 5_000_000_000_000 }]
    expect(compare(exactDifference(a, b), toExact(0))).toBe(1)
  })
})

describe('the overall verdict', () => {
  it('is the worst one, and not applicable only if nothing was judged', () => {
    expect(toOverallVerdict(['pass', 'fail', 'insufficient_data', 'error'])).toBe('error')
    expect(toOverallVerdict(['pass', 'fail', 'insufficient_data'])).toBe('fail')
    expect(toOverallVerdict(['pass', 'warn', 'insufficient_data'])).toBe('insufficient_data')
    expect(toOverallVerdict(['pass', 'warn'])).toBe('warn')
    expect(toOverallVerdict(['pass', 'not_applicable'])).toBe('pass')
    expect(toOverallVerdict(['not_applicable'])).toBe('not_applicable')
    expect(toOverallVerdict([])).toBe('not_applicable')
  })
})
