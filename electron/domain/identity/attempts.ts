import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { writeDurably } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'
import { afterWrongPassphrase, attemptsAllowed, isLocked, lockMinutes, type Attempts } from './rules.ts'

const stored = z.record(z.string(), z.object({ failed: z.number().int(), lockedUntil: z.number() }))

/** Wrong passphrases are counted in a file, so that starting the program again does not start the count again. */
export interface AttemptLog {
  /** LOCKED_OUT while the key is locked, with the time it opens again. */
  refuseWhileLocked(keyName: string): void
  wrong(keyName: string): void
  right(keyName: string): void
}

export function createAttemptLog({ stateDir, origin, clock }: { stateDir: string; origin: string; clock: Clock }): AttemptLog {
  const path = join(stateDir, 'attempts.json')
  const load = (): z.infer<typeof stored> => {
    if (!existsSync(path)) return {}
    // A damaged file must not open a lock for good nor lock everybody out: it counts as empty.
    const parsed = stored.safeParse(parseJson(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : {}
  }
  const of = (keyName: string): Attempts => load()[`${origin} ${keyName}`] ?? { failed: 0, lockedUntil: 0 }
  const save = (keyName: string, attempts: Attempts | null) => {
    const all = load()
    if (attempts === null) delete all[`${origin} ${keyName}`]
    else all[`${origin} ${keyName}`] = attempts
    writeDurably(path, Buffer.from(`${JSON.stringify(all, null, 2)}\n`), 0o600)
  }
  return {
    refuseWhileLocked(keyName) {
      const attempts = of(keyName)
      if (!isLocked(attempts, clock.now().getTime())) return
      const opens = new Date(attempts.lockedUntil).toISOString().slice(11, 16)
      throw new AppError('LOCKED_OUT', `The key of ${keyName} is locked after ${attemptsAllowed} wrong passphrases; it opens again at ${opens} UTC (${lockMinutes} minutes after the last attempt).`)
    },
    wrong: (keyName) => save(keyName, afterWrongPassphrase(of(keyName), clock.now().getTime())),
    right: (keyName) => {
      if (of(keyName).failed > 0) save(keyName, null)
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
