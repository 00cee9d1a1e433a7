import type { RunView } from '../../../shared/contract/run-views.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { DraftStatements } from '../../platform/drafts-database.ts'

/** Views of the runs table, kept under names for everyone in the workspace. They are no facts and stay out of the ledger. */
export interface RunViews {
  list(experiment: string): RunView[]
  /** CONFLICT where one of that name is there, unless it is to be replaced. */
  save(person: string, view: { experiment: string; name: string; state: Readonly<Record<string, string>>; replace: boolean }): RunView
  /** NOT_FOUND, CONFLICT. */
  rename(id: number, name: string): RunView
  /** False where it was gone already. */
  remove(id: number): boolean
}

interface ViewRow {
  id: number
  experiment: string
  name: string
  state: string
  person: string
  saved_at: string
}

const toView = ({ id, name, state, person, saved_at: savedAt }: ViewRow): RunView => ({ id, name, state: JSON.parse(state) as RunView['state'], person, savedAt })

export function createRunViews({ drafts, hasDrafts, clock }: { drafts: () => DraftStatements; hasDrafts: () => boolean; clock: Clock }): RunViews {
  const find = (id: number) => {
    const row = drafts().prepare('SELECT * FROM run_view WHERE id = ?').get(id) as ViewRow | undefined
    if (!row) throw new AppError('NOT_FOUND', 'This view was removed. Save what is on screen under a name again.')
    return row
  }
  const named = (experiment: string, name: string) => drafts().prepare('SELECT * FROM run_view WHERE experiment = ? AND name = ?').get(experiment, name) as ViewRow | undefined
  const taken = (name: string) => new AppError('CONFLICT', `A view called “${name}” is there already. Choose another name, or replace it.`)
  return {
    list: (experiment) => (hasDrafts() ? (drafts().prepare('SELECT * FROM run_view WHERE experiment = ? ORDER BY name').all(experiment) as ViewRow[]).map(toView) : []),
    save(person, { experiment, name, state, replace }) {
      const before = named(experiment, name)
      if (before && !replace) throw taken(name)
      drafts()
        .prepare('INSERT INTO run_view (experiment, name, state, person, saved_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (experiment, name) DO UPDATE SET state = excluded.state, person = excluded.person, saved_at = excluded.saved_at')
        .run(experiment, name, JSON.stringify(state), person, clock.now().toISOString())
      return toView(named(experiment, name)!)
    },
    rename(id, name) {
      const { experiment } = find(id)
      const other = named(experiment, name)
      if (other && other.id !== id) throw taken(name)
      drafts().prepare('UPDATE run_view SET name = ? WHERE id = ?').run(name, id)
      return toView(find(id))
    },
    remove: (id) => drafts().prepare('DELETE FROM run_view WHERE id = ?').run(id).changes > 0,
  }
}
