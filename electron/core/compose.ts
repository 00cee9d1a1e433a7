import { homedir } from 'node:os'
import { join } from 'node:path'
import { contract } from '../../shared/contract/index.ts'
import type { Call } from '../../shared/contract/handlers.ts'
import type { WorkspaceState } from '../../shared/contract/workspace.ts'
import { AppError } from '../../shared/errors.ts'
import { scheduleArtefactLooks } from './artefact-looks.ts'
import { scheduleBackups } from './backups/schedule.ts'
import { createMlflowSwitch } from './mlflow/switch.ts'
import { watchRuns } from './run-watch.ts'
import { scheduleTicks } from './ticks.ts'
import { createChanges } from './changes.ts'
import { createHandlers } from './router.ts'
import { createJobs, toWork } from './jobs.ts'
import { createRecentWorkspaces } from './recent.ts'
import { createRouter, type Router } from './rpc.ts'
import { createSessions, type Session, type Sessions } from './sessions.ts'
import { openWorkspaceInSteps, type Machine, type Workspace } from './workspace.ts'

/** The program without a window: one workspace at a time, served to any number of windows. */
export interface Core {
  readonly router: Router
  readonly sessions: Sessions
  /** NO_WORKSPACE until one is open. */
  workspace(): Workspace
  /** Opens a workspace in place of the one that is open; others are served meanwhile. Errors: those of `openWorkspaceInSteps`. */
  open(dir: string): Promise<void>
  close(): Promise<void>
}

export interface CoreOptions extends Machine {
  /** Hears which workspace is open from now on. */
  onWorkspace?: (dir: string | null) => void
  /** Hears of bugs: whatever is not an AppError. */
  report: (error: unknown) => void
}

export function createCore(options: CoreOptions): Core {
  const { clock, stateDir } = options
  const sessions = createSessions()
  const changes = createChanges()
  const jobs = createJobs({ clock, onChange: (job) => changes.tell({ type: 'job', job }), report: options.report })
  const recent = createRecentWorkspaces(stateDir)
  let open: Workspace | null = null

  const workspace = () => {
    if (open) return open
    throw new AppError('NO_WORKSPACE', 'No workspace is open. Open one, create one, or load the example.')
  }
  const mlflow = createMlflowSwitch({ ...options, workspace, open: () => open, tell: () => changes.tell({ type: 'runs' }) })
  /** Jobs of the old workspace are over before it closes, and nobody stays signed in. */
  const replace = async (next: Workspace | null) => {
    stopSchedule()
    await mlflow.close()
    await jobs.close()
    open?.close()
    open = next
    for (const session of sessions.all()) session.actor = null
    if (next) adopt(next)
    changes.tell({ type: 'workspace' })
    options.onWorkspace?.(next?.dir ?? null)
  }
  let stopSchedule = () => {}
  const adopt = (next: Workspace) => {
    stopSchedule()
    recent.note(next.dir, next.ledger.name, clock.now().toISOString())
    next.ledger.onAppend((size) => changes.tell({ type: 'ledger', size }))
    jobs.start('verify', 'Verifying the ledger', (work) => next.ledger.verify('leaves', work))
    const clocks = next.ledger.readOnly === null ? [scheduleBackups(next, jobs, options, options.report), scheduleArtefactLooks(next, jobs), scheduleTicks(next, () => changes.tell({ type: 'workspace' }), options.report)] : []
    const stops = [...clocks, watchRuns(next.experiments, () => changes.tell({ type: 'runs' }))]
    stopSchedule = () => stops.forEach((stop) => stop())
  }
  const state = (session: Session): WorkspaceState => ({
    app: { version: options.version, runtime: session.runtime },
    open: open && { dir: open.dir, name: open.ledger.name, origin: open.ledger.origin, readOnly: open.ledger.readOnly, dateDoubt: open.ledger.dateDoubt() },
    recent: recent.list(),
    suggestedDir: join(homedir(), 'Countersign'),
  })
  const handlers = createHandlers({ machine: options, jobs, changes, workspace, replace, state, sessions, mlflow })
  const router = createRouter(contract, handlers, ({ session }, signal) => callFor({ session, signal, jobs, open, clock, changes }))
  return {
    router,
    sessions,
    workspace,
    open: async (dir) => replace(await openWorkspaceInSteps(dir, options, toWork({ signal: undefined }))),
    close: () => replace(null),
  }
}

interface Circumstances extends Pick<CoreOptions, 'clock'> {
  session: Session
  signal: AbortSignal | undefined
  jobs: ReturnType<typeof createJobs>
  open: Workspace | null
  changes: ReturnType<typeof createChanges>
}

function callFor({ session, signal, jobs, open, clock, changes }: Circumstances): Call {
  const left = hasLeft(session, open, clock.now().getTime())
  if (left) {
    session.actor = null
    changes.tell({ type: 'session' })
  }
  return {
    signal,
    actorOrNull: () => session.actor,
    actor() {
      // Whose key is revoked acts no more, also where they had signed in before.
      if (session.actor !== null && open?.identity.person(session.actor).revoked) session.actor = null
      if (session.actor !== null) return session.actor
      if (left) throw new AppError('NOT_SIGNED_IN', 'Nothing was done in this window for a while, so whoever acted was signed out. Sign in again, then do it again; what was typed is kept.')
      throw new AppError('NOT_SIGNED_IN', 'Nobody is signed in in this window. Sign in with your e-mail address and passphrase, then do it again.')
    },
    startJob: (kind, title, run) => jobs.start(kind, title, run),
  }
}

/** After a pause as long as the policy says, somebody else may sit there: account and passphrase are asked for again (21 CFR 11.200). */
function hasLeft(session: Session, open: Workspace | null, now: number): boolean {
  if (session.actor === null || open === null) {
    // The pause begins where somebody signs in.
    session.activeAt = now
    return false
  }
  const minutes = open.policies.list()[0]?.policy.signing.idleMinutes ?? 10
  return now - session.activeAt > minutes * 60_000
}
