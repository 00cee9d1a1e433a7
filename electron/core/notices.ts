import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { Notice, NoticeSettings } from '../../shared/contract/notices.ts'
import { toNotice } from '../../shared/notice.ts'
import { writeDurably } from '../platform/blobs.ts'
import type { Clock } from '../platform/clock.ts'
import type { Workspace } from './workspace.ts'

/** Notices of this computer: whether and how, and on which day each ledger was told of. */
export interface Notices {
  settings(runtime: 'electron' | 'browser'): NoticeSettings
  change(settings: NoticeSettings): void
  /** Once a day for each ledger, by the clock of this computer; what is given counts as shown. */
  take(workspace: Pick<Workspace, 'ledger' | 'inventory' | 'identity'>, session: { runtime: 'electron' | 'browser'; actor: string | null }): Notice | null
}

const daysAhead = 30
const stored = z.strictObject({ v: z.literal(1), on: z.boolean().nullable(), names: z.boolean(), told: z.record(z.string(), z.iso.date()) })
type Stored = z.infer<typeof stored>
const initial: Stored = { v: 1, on: null, names: false, told: {} }

export function createNotices({ stateDir, clock }: { stateDir: string; clock: Clock }): Notices {
  const path = join(stateDir, 'notices.json')
  const load = (): Stored => {
    if (!existsSync(path)) return initial
    try {
      return stored.parse(JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      // A convenience only: what can not be read is as if nobody had chosen.
      return initial
    }
  }
  const save = (part: Partial<Stored>) => writeDurably(path, Buffer.from(`${JSON.stringify({ ...load(), ...part }, null, 2)}\n`), 0o600)
  const settings: Notices['settings'] = (runtime) => {
    const { on, names } = load()
    return { on: on ?? runtime === 'electron', names }
  }
  return {
    settings,
    change: ({ on, names }) => save({ on, names }),
    take({ ledger, inventory, identity }, { runtime, actor }) {
      const { on, names } = settings(runtime)
      const today = toLocalDay(clock)
      const { told } = load()
      if (!on || told[ledger.origin] === today) return null
      const me = actor ?? onlyOneHere(identity)
      const notice = toNotice({ items: inventory.agenda(me, daysAhead), days: daysAhead, me, workspace: ledger.name, names })
      if (notice !== null) save({ told: { ...told, [ledger.origin]: today } })
      return notice
    },
  }
}

/** A day is over when it is over where the person sits. */
const toLocalDay = (clock: Clock): string => new Date(clock.now().getTime() + clock.offsetMinutes() * 60_000).toISOString().slice(0, 10)

/** Nobody has signed in when the program starts; whose key alone is here is who sits there. */
function onlyOneHere(identity: Pick<Workspace['identity'], 'people'>): string | null {
  const here = identity.people().filter(({ keyHere }) => keyHere)
  return here.length === 1 ? here[0]!.email : null
}
