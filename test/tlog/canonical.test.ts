import canonicalizePackage from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCanonical, maximumDepth, toCanonical } from '../../electron/tlog/canonical.ts'
import vectors from '../fixtures/tlog/canonical.json' with { type: 'json' }

// A CommonJS package: its default export is the function itself.
const reference = canonicalizePackage as unknown as (value: unknown) => string

describe('the canonical form', () => {
  it.each(vectors.pairs)('is as RFC 8785 has it: $name', ({ input, canonical }) => {
    expect(toCanonical(JSON.parse(input))).toBe(canonical)
    expect(isCanonical(canonical)).toBe(true)
    expect(isCanonical(input)).toBe(input === canonical)
  })

  const double = (bits: string) => Buffer.from(bits, 'hex').readDoubleBE()

  it.each(vectors.numbers.filter(([, text]) => text !== null))('writes the double %s as %s', (bits, text) => {
    expect(toCanonical(double(bits!))).toBe(text)
  })

  it.each(vectors.numbers.filter(([, text]) => text === null))('refuses the double %s', (bits) => {
    expect(() => toCanonical(double(bits!))).toThrow(TypeError)
  })

  it('agrees with an independent writer on anything JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 }), (value) => {
        const text = toCanonical(value)
        expect(text).toBe(reference(value))
        expect(isCanonical(text)).toBe(true)
        expect(toCanonical(JSON.parse(text))).toBe(text)
      }),
    )
  })

  it('does not depend on the order in which members were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), fc.infiniteStream(fc.nat()), (value, order) => {
        const shuffled = Object.entries(value).map((entry) => ({ entry, at: order.next().value! }))
        const again = Object.fromEntries(shuffled.toSorted((a, b) => a.at - b.at).map(({ entry }) => entry))
        expect(toCanonical(again)).toBe(toCanonical(value))
      }),
    )
  })

  it.each([
    ['undefined', undefined],
    ['a member that is undefined', { a: undefined }],
    ['a hole in an array', [1, , 2]], // eslint-disable-line no-sparse-arrays -- the hole is what is tested
    ['NaN', [Number.NaN]],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['a lone surrogate', 'a\ud800'],
    ['a lone surrogate in a name', { '\udc00': 1 }],
    ['a Date', new Date(0)],
    ['a Map', new Map([[1, 2]])],
    ['a class instance', new (class Point { x = 1 })()],
    ['a function', { toJSON: () => 1 }],
    ['a bigint', 1n],
    ['a symbol', Symbol('s')],
  ])('refuses %s instead of dropping or converting it', (_name, value) => {
    expect(() => toCanonical(value)).toThrow(TypeError)
  })

  it('refuses nesting that could exhaust a stack', () => {
    const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown
    expect(toCanonical(nested(maximumDepth))).toHaveLength(2 * maximumDepth)
    expect(() => toCanonical(nested(maximumDepth + 1))).toThrow('nested deeper')
    expect(isCanonical(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)).toBe(false)
  })

  it.each(['{"a":1,"a":2}', '{"b":1,"a":2}', '{"a": 1}', '{"a":1.0}', '{"a":1e2}', '"\\u0041"', '"\\/"', '{"a":1}\n', 'nonsense', ''])('does not take %s for canonical', (text) => {
    expect(isCanonical(text)).toBe(false)
  })
})
