import { createRandom } from './mutations.ts'
import { createTargets, isRefusal } from './targets.ts'

export interface Crash {
  target: string
  /** Seed and number make the case again: `npm run fuzz -- --seed S --from N --cases 1`. */
  seed: number
  number: number
  error: string
}

export interface Fuzzed {
  cases: number
  /** By format: how many cases were refused, and how many were taken (unchanged in what they say). */
  counts: Record<string, { refused: number; taken: number }>
  crashes: Crash[]
}

/** Runs the cases `from` to `from + cases`; each depends on the seed and its own number only. `began` hears of each before it runs. */
export function fuzz({ seed, from = 0, cases, began = () => {} }: { seed: number; from?: number; cases: number; began?: (number: number) => void }): Fuzzed {
  const targets = createTargets()
  const wheel = targets.flatMap((target) => Array.from({ length: target.share }, () => target))
  const counts: Fuzzed['counts'] = Object.fromEntries(targets.map(({ name }) => [name, { refused: 0, taken: 0 }]))
  const crashes: Crash[] = []
  for (let number = from; number < from + cases; number++) {
    began(number)
    const random = createRandom(Math.imul(seed ^ number, 0x9e3779b1) + number)
    const target = wheel[number % wheel.length]!
    const count = counts[target.name]!
    try {
      target.run(random)
      count.taken++
    } catch (error) {
      if (isRefusal(error)) count.refused++
      else crashes.push({ target: target.name, seed, number, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) })
    }
    if (crashes.length >= 100) break
  }
  return { cases, counts, crashes }
}
