import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { DateDoubt } from '../../../shared/contract/workspace.ts'
import { AppError } from '../../../shared/errors.ts'
import { writeDurably } from '../../platform/blobs.ts'
import type { Clock } from '../../platform/clock.ts'

/** A pause longer than this is rarer than a clock that was set wrong, and asking costs one answer. */
const mostDays = 45
const dayMs = 86_400_000
/** The note is no diary: what is written at every look would wear on a disk. */
const noteEveryMs = 12 * 60 * 60_000

const stored = z.strictObject({ v: z.literal(1), at: z.iso.datetime() })

/**
 * A clock that runs far ahead would end approvals for good: entries are never taken back, and no later one may claim less time. So a date
 * long after the ledger was last seen on this computer has to be confirmed by a person before anything is written by it.
 */
export interface PlausibleDate {
  /** What is doubtful about the date now, or null. `lastAt`: time of the newest entry. */
  doubt(lastAt: string): DateDoubt | null
  /** The ledger is seen now; does nothing while the date is in doubt. */
  see(lastAt: string): void
  /** A person says that the date is right. */
  confirm(): void
}

export function createPlausibleDate({ stateDir, origin, clock }: { stateDir: string; origin: string; clock: Clock }): PlausibleDate {
  const path = join(stateDir, 'seen', `${createHash('sha256').update(origin).digest('hex')}.json`)
  const write = () => writeDurably(path, Buffer.from(`${JSON.stringify({ v: 1, at: clock.now().toISOString() })}\n`), 0o600)
  const doubt: PlausibleDate['doubt'] = (lastAt) => {
    const now = clock.now()
    const daysSince = (at: string) => Math.floor((now.getTime() - Date.parse(at)) / dayMs)
    // Each append asks: the file is read only where the newest entry does not settle it.
    if (daysSince(lastAt) <= mostDays) return null
    const lastSeen = [loadSeen(path), lastAt].toSorted().at(-1)!
    const days = daysSince(lastSeen)
    return days > mostDays ? { now: now.toISOString(), lastSeen, days } : null
  }
  return {
    doubt,
    see(lastAt) {
      const seen = loadSeen(path)
      if (doubt(lastAt) === null && (seen === '' || clock.now().getTime() - Date.parse(seen) > noteEveryMs)) write()
    },
    confirm: write,
  }
}

/** Empty where nothing is known: then the newest entry alone says when it was last seen. */
function loadSeen(path: string): string {
  if (!existsSync(path)) return ''
  try {
    return stored.parse(JSON.parse(readFileSync(path, 'utf8'))).at
  } catch {
    return ''
  }
}

export const refuseDoubt = ({ now, lastSeen, days }: DateDoubt): AppError =>
  new AppError(
    'CONFLICT',
    `The clock of this computer says ${now.slice(0, 10)}, and this ledger was last seen here on ${lastSeen.slice(0, 10)}, ${days} days before. Nothing is written by such a date until a person confirms it: entries are never taken back, and approvals would end by it. Set the clock right; or if the date is right, say so above any screen of the app, or repeat the command with --date-is-right.`,
  )
