import { expect, it } from 'vitest'
import { tickDigits, ticksOf } from '../../../renderer/ui/interval-scale.ts'

it.each([
  [[0, 1], '0.20'],
  [[0, 0.2], '0.025'],
  [[0, 20], '2.50'],
] as const)('ticks of %j are written as they are', (domain, second) => {
  const ticks = ticksOf(domain)
  expect(ticks.every((tick) => Number(tick.toFixed(tickDigits(ticks))) === tick)).toBe(true)
  expect(ticks[1]?.toFixed(tickDigits(ticks))).toBe(second)
})
