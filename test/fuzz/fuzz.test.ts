import { describe, expect, it } from 'vitest'
import { fuzz } from './fuzz.ts'

/** The short form; `npm run fuzz` runs a million cases and writes docs/reliability.md. */
describe('parsers of what comes from outside', () => {
  it('refuse 20,000 changed objects with an error of their own, or read them', () => {
    const seed = Date.now() % 2 ** 31
    process.stderr.write(`Seed of the mutations: ${seed}.\n`)
    const { counts, crashes } = fuzz({ seed, cases: 20_000 })
    expect(crashes).toEqual([])
    // Cases that all fail at the first byte would test nothing.
    for (const [name, { refused, taken }] of Object.entries(counts)) expect(refused + taken, name).toBeGreaterThan(100)
  })
})
