import { expect, test } from 'vitest'
import { frontSteps, paretoFront, type Directions } from '../../shared/pareto.ts'

const at = (...pairs: [number, number][]) => pairs.map(([x, y]) => ({ x, y }))
const up: Directions = { x: 'higher', y: 'higher' }

test('the front is what nothing beats, in the order of x, in each of the four directions', () => {
  const places = at([1, 3], [2, 2], [3, 1], [1, 1], [2, 1], [3, 3])
  expect(paretoFront(places.slice(0, 5), up)).toEqual([0, 1, 2])
  expect(paretoFront(places, up)).toEqual([5])
  expect(paretoFront(places, { x: 'lower', y: 'lower' })).toEqual([3])
  expect(paretoFront(places, { x: 'lower', y: 'higher' })).toEqual([0])
  expect(paretoFront(places, { x: 'higher', y: 'lower' })).toEqual([2])
  expect(paretoFront(at([1, 1], [2, 2], [3, 3], [2, 3]), { x: 'lower', y: 'higher' })).toEqual([0, 3])
})

test('as good in one and worse in the other is beaten; equal places stand on the front together', () => {
  expect(paretoFront(at([1, 2], [1, 1], [0, 2]), up)).toEqual([0])
  expect(paretoFront(at([1, 2], [2, 1], [1, 2], [2, 1], [0, 0]), up)).toEqual([2, 0, 3, 1])
})

test('what is no finite number is not on the front and beats nothing; of nothing there is none', () => {
  expect(paretoFront(at([NaN, 9], [9, NaN], [Infinity, 9], [-Infinity, -Infinity], [1, 1]), up)).toEqual([4])
  expect(paretoFront(at([NaN, NaN]), up)).toEqual([])
  expect(paretoFront([], up)).toEqual([])
})

test('the front of many places is that of looking at all pairs', () => {
  const places = Array.from({ length: 300 }, (_, n) => ({ x: (n * 7919) % 41, y: (n * 104_729) % 37 }))
  for (const better of [up, { x: 'lower', y: 'higher' }, { x: 'higher', y: 'lower' }, { x: 'lower', y: 'lower' }] as const) {
    const [sx, sy] = [better.x === 'higher' ? 1 : -1, better.y === 'higher' ? 1 : -1]
    const isBeaten = (one: number) => places.some((other) => sx * (other.x - places[one]!.x) >= 0 && sy * (other.y - places[one]!.y) >= 0 && (other.x !== places[one]!.x || other.y !== places[one]!.y))
    const front = paretoFront(places, better)
    expect(front.toSorted((a, b) => a - b)).toEqual([...places.keys()].filter((one) => !isBeaten(one)))
    expect(front.map((one) => places[one]!.x)).toEqual(front.map((one) => places[one]!.x).toSorted((a, b) => a - b))
  }
})

test('the edge goes in steps: no corner of it is better than what stands on the front', () => {
  expect(frontSteps(at([1, 3], [2, 1]), up)).toEqual(at([1, 3], [1, 1], [2, 1]))
  expect(frontSteps(at([1, 1], [2, 3]), { x: 'lower' })).toEqual(at([1, 1], [2, 1], [2, 3]))
  expect(frontSteps(at([1, 1]), up)).toEqual(at([1, 1]))
  expect(frontSteps([], up)).toEqual([])
})
