import { describe, expect, it } from 'vitest'
import { nextDue, superfluous, toReminder, toStanding } from '../../../electron/core/backups/rules.ts'
import type { BackupSettings, NotedBackup } from '../../../shared/contract/backups.ts'

const settings: BackupSettings = { every: 'day', folder: '/backups', keep: 2, remindAfterDays: 7 }
const backup = (at: string, over: Partial<NotedBackup> = {}): NotedBackup => ({ path: `/backups/${at}.tar`, at: `${at}T10:00:00.000Z`, origin: 'o', size: 10, root: '', bytes: 1, sha256: '', by: 'schedule', present: true, ...over })
const now = Date.parse('2026-11-21T10:00:00.000Z')

describe('the schedule', () => {
  it('is due at once where there was none, then a day or a week after the last scheduled one', () => {
    expect(nextDue(settings, [])).toBe(0)
    expect(nextDue(settings, [backup('2026-11-20')])).toBe(now)
    expect(nextDue({ ...settings, every: 'week' }, [backup('2026-11-14')])).toBe(now)
    expect(nextDue(settings, [backup('2026-11-21', { by: 'person' }), backup('2026-11-20')])).toBe(now)
  })

  it('is none without a folder, or where it is off', () => {
    expect(nextDue({ ...settings, folder: null }, [])).toBeNull()
    expect(nextDue({ ...settings, every: 'off' }, [])).toBeNull()
  })

  it('keeps the newest, and everything that a person made', () => {
    const made = [backup('2026-11-21'), backup('2026-11-20', { by: 'person' }), backup('2026-11-19'), backup('2026-11-18'), backup('2026-11-17', { by: 'person' }), backup('2026-11-16')]
    expect(superfluous(settings, made).map(({ at }) => at.slice(0, 10))).toEqual(['2026-11-18', '2026-11-16'])
  })
})

describe('the reminder', () => {
  const remind = (over: Partial<Parameters<typeof toReminder>[0]> = {}) => toReminder({ last: backup('2026-11-10'), entriesSince: 3, begunAt: '2026-11-01T10:00:00.000Z', nowMs: now, settings, ...over })

  it.each<[string, Parameters<typeof remind>[0], string | null]>([
    ['says how old the last one is and what came after it', {}, 'The last backup is 11 days old, and 3 entries came after it. Make another one.'],
    ['counts in the singular', { entriesSince: 1, settings: { ...settings, remindAfterDays: 1 }, last: backup('2026-11-20') }, 'The last backup is 1 day old, and 1 entry came after it. Make another one.'],
    ['is silent while it is young', { last: backup('2026-11-15') }, null],
    ['is silent where nothing is new', { entriesSince: 0 }, null],
    ['says that there is none', { last: null }, 'There is no backup of this workspace, 20 days after it began. Make one, on another disk.'],
    ['lets a new workspace be', { last: null, begunAt: '2026-11-20T10:00:00.000Z' }, null],
  ])('%s', (_name, over, expected) => {
    expect(remind(over)).toBe(expected)
  })

  it('says that the last one is not where it was', () => {
    expect(remind({ last: backup('2026-11-21', { present: false }) })).toContain('/backups/2026-11-21.tar')
  })
})

describe('a copy against what this computer saw', () => {
  it.each([
    [null, 'unknown', 0, 'never had this ledger open'],
    [{ size: 10, agrees: true }, 'newest', 0, 'nothing newer'],
    [{ size: 8, agrees: true }, 'newest', 0, 'nothing newer'],
    [{ size: 11, agrees: true }, 'behind', 1, '1 entry behind what this computer saw: entry 10 would be missing'],
    [{ size: 15, agrees: true }, 'behind', 5, '5 entries behind what this computer saw: entries 10 to 14 would be missing'],
    [{ size: 10, agrees: false }, 'forked', 0, 'rewritten'],
  ])('%j is %s', (seen, state, missing, words) => {
    const standing = toStanding(10, seen, [])
    expect(standing).toMatchObject({ state, missing })
    expect(standing.sentence).toContain(words)
  })
})
