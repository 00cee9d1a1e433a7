import { expect, it } from 'vitest'
import { bootstrapSituation, coverage, situations } from './coverage.ts'

/** Fixed seeds, so that a run says the same everywhere; bench/checks/coverage.ts asks a hundred thousand times. */
it.each(situations)('95 % intervals hold the truth 94 to 96.5 times in a hundred: $name', (situation) => {
  const share = coverage(situation, { seed: 20_261_121, runs: 6_000 })
  expect(share).toBeGreaterThanOrEqual(0.94)
  expect(share).toBeLessThanOrEqual(0.965)
})

it('so does the bootstrap from counts', () => {
  const share = coverage(bootstrapSituation, { seed: 7, runs: 800 })
  expect(share).toBeGreaterThanOrEqual(0.94)
  expect(share).toBeLessThanOrEqual(0.965)
})
