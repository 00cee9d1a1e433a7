import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createScrollScale } from '../../../renderer/ui/table/scroll-scale.ts'

const rowHeight = 28
const tall = fc.record({ rows: fc.integer({ min: 1, max: 50_000_000 }), view: fc.integer({ min: 60, max: 3_000 }) })
const heightOf = (rows: number) => rowHeight * (rows + 1)

describe('a table that an element can hold', () => {
  test('is not shifted anywhere', () => {
    const scale = createScrollScale(heightOf(1_000), 600)
    expect([scale.sheet, scale.shiftAt(0), scale.shiftAt(20_000), scale.fromBar(777)]).toEqual([heightOf(1_000), 0, 0, 777])
  })
})

describe('a table of any height', () => {
  test('is drawn on a sheet that every engine shows whole', () => {
    fc.assert(
      fc.property(tall, ({ rows, view }) => {
        expect(createScrollScale(heightOf(rows), view).sheet).toBeLessThanOrEqual(17_895_700)
      }),
    )
  })

  test('ends where the bar ends, and begins where it begins', () => {
    fc.assert(
      fc.property(tall, ({ rows, view }) => {
        const total = heightOf(rows)
        const scale = createScrollScale(total, view)
        const lowest = Math.max(0, scale.sheet - view)
        expect(scale.fromBar(0)).toBe(0)
        expect(scale.fromBar(lowest)).toBe(Math.max(0, total - view))
        expect(scale.shiftAt(Math.max(0, total - view))).toBe(total - scale.sheet)
      }),
    )
  })

  test('has each of its places on the sheet', () => {
    fc.assert(
      fc.property(tall, fc.double({ min: 0, max: 1, noNaN: true }), ({ rows, view }, part) => {
        const total = heightOf(rows)
        const scale = createScrollScale(total, view)
        const y = Math.floor(part * Math.max(0, total - view))
        const scrollTop = y - scale.shiftAt(y)
        expect(scrollTop).toBeGreaterThanOrEqual(0)
        expect(scrollTop).toBeLessThanOrEqual(Math.max(0, scale.sheet - view))
      }),
    )
  })

  test('goes down when the bar does', () => {
    fc.assert(
      fc.property(tall, fc.tuple(fc.nat(16_000_000), fc.nat(16_000_000)), ({ rows, view }, [one, other]) => {
        const scale = createScrollScale(heightOf(rows), view)
        const lowest = Math.max(0, scale.sheet - view)
        const [upper, lower] = [Math.min(one, other, lowest), Math.min(Math.max(one, other), lowest)]
        expect(scale.fromBar(upper)).toBeLessThanOrEqual(scale.fromBar(lower))
      }),
    )
  })
})
