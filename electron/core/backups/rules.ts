import type { BackupSettings, NotedBackup, Standing } from '../../../shared/contract/backups.ts'

const day = 86_400_000
const periods = { day, week: 7 * day } as const

/** When the next scheduled backup is due, in milliseconds since the epoch; null without a schedule. */
export function nextDue({ every, folder }: BackupSettings, backups: readonly Pick<NotedBackup, 'at' | 'by'>[]): number | null {
  if (every === 'off' || folder === null) return null
  const last = backups.find(({ by }) => by === 'schedule')
  return last ? Date.parse(last.at) + periods[every] : 0
}

/** The scheduled backups that are no longer needed: all but the newest `keep`. Those that a person made are theirs. */
export function superfluous<B extends Pick<NotedBackup, 'by'>>({ keep }: Pick<BackupSettings, 'keep'>, newestFirst: readonly B[]): B[] {
  return newestFirst.filter(({ by }) => by === 'schedule').slice(keep)
}

/** What a person should be told about the age of the last backup, or null. `begunAt`: when the ledger began. */
export function toReminder({ last, entriesSince, begunAt, nowMs, settings }: { last: NotedBackup | null; entriesSince: number; begunAt: string; nowMs: number; settings: BackupSettings }): string | null {
  const days = (since: string) => Math.floor((nowMs - Date.parse(since)) / day)
  if (!last) {
    const age = days(begunAt)
    return age < settings.remindAfterDays ? null : `There is no backup of this workspace, ${count(age, 'day')} after it began. Make one, on another disk.`
  }
  if (!last.present) return `The last backup is not where it was written (${last.path}). If that drive is elsewhere, all is well; otherwise make another backup.`
  const age = days(last.at)
  if (entriesSince === 0 || age < settings.remindAfterDays) return null
  return `The last backup is ${count(age, 'day')} old, and ${count(entriesSince, 'entry', 'entries')} came after it. Make another one.`
}

/** How a copy of `size` entries stands to the newest state that this computer saw. */
export function toStanding(size: number, seen: { size: number; agrees: boolean } | null, newer: Standing['newer']): Standing {
  const base = { seen: seen?.size ?? null, missing: Math.max((seen?.size ?? 0) - size, 0), newer }
  if (!seen) return { ...base, state: 'unknown', sentence: 'This computer never had this ledger open, so it can not tell whether there is a newer state of it. Ask where it was used last.' }
  if (!seen.agrees) return { ...base, state: 'forked', sentence: `This computer saw other entries of this ledger than the ${size} here: one of the two histories was rewritten. Keep both, and verify them against a PDF or a checkpoint that left the computer.` }
  if (base.missing === 0) return { ...base, state: 'newest', sentence: 'This computer has seen nothing newer of this ledger.' }
  const which = base.missing === 1 ? `entry ${size}` : `entries ${size} to ${seen.size - 1}`
  return { ...base, state: 'behind', sentence: `This is ${count(base.missing, 'entry', 'entries')} behind what this computer saw: ${which} would be missing. It opens for reading only, because going on from here would sign a second history.` }
}

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`
