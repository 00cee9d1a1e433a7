import { randomBytes } from 'node:crypto'
import type { MlflowState } from '../../../shared/contract/mlflow.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Workspace } from '../workspace.ts'
import { digestOf } from './guard.ts'
import { createMlflowMemory, type Remembered } from './memory.ts'
import { serveSomewhere } from './ports.ts'
import type { Endpoint } from './server.ts'

/**
 * The endpoint as the app turns it on and off, for the workspace that is open. Clients write in the name of whoever turned it on, until it is turned
 * off, that person signs out, or the workspace closes. docs/formats/mlflow.md
 */
export interface MlflowSwitch {
  state(): MlflowState
  turnOn(person: string, token: boolean): Promise<MlflowState & { secret: string | null }>
  turnOff(): Promise<MlflowState>
  /** Goes on in this person's name where it was on when the workspace was last closed. */
  signedIn(person: string): Promise<void>
  signedOut(person: string): Promise<void>
  /** The workspace is about to close; that it was on is remembered. */
  close(): Promise<void>
}

export interface SwitchOptions {
  stateDir: string
  clock: Clock
  workspace: () => Workspace
  /** Null where none is open. */
  open: () => Workspace | null
  /** Hears at most once a second that the state is another one. */
  tell: () => void
  report: (error: unknown) => void
}

interface Running {
  endpoint: Endpoint
  person: string
  token: boolean
}

const tellAtMostMs = 1000

export function createMlflowSwitch(options: SwitchOptions): MlflowSwitch {
  let running: Running | null = null
  let problem: string | null = null
  const heard = createCount(options)
  const memory = () => createMlflowMemory(options.stateDir, options.workspace().ledger.origin)
  const wasOn = () => running === null && options.open() !== null && memory().load().on
  const state = (): MlflowState => ({ ...toState(running), ...heard.state(), waits: wasOn(), problem })
  const stop = async () => {
    const { endpoint } = running ?? {}
    running = null
    await endpoint?.close()
  }
  const begin = async (person: string, tokenSha256: Remembered['tokenSha256']) => {
    await stop()
    heard.reset()
    const endpoint = await serveSomewhere({ workspace: options.workspace, person: () => actingAs(options.workspace(), person), tokenSha256, heard: heard.one, report: options.report })
    running = { endpoint, person, token: tokenSha256 !== null }
    problem = null
  }
  return {
    state,
    async turnOn(person, token) {
      refuseReadOnly(options.workspace())
      const secret = token ? randomBytes(24).toString('base64url') : null
      const tokenSha256 = secret === null ? null : digestOf(secret)
      await begin(person, tokenSha256)
      memory().save({ on: true, tokenSha256 })
      return { ...state(), secret }
    },
    async turnOff() {
      await stop()
      problem = null
      memory().save({ on: false, tokenSha256: null })
      return state()
    },
    async signedIn(person) {
      if (!wasOn() || options.workspace().ledger.readOnly !== null) return
      try {
        await begin(person, memory().load().tokenSha256)
      } catch (error) {
        if (!(error instanceof AppError)) options.report(error)
        problem = error instanceof AppError ? error.message : 'It could not be turned on again; the log says why.'
      }
    },
    async signedOut(person) {
      if (running?.person === person) await stop()
    },
    async close() {
      await stop()
      problem = null
    },
  }
}

const toState = (running: Running | null) => ({ on: running !== null, address: running?.endpoint.address ?? null, person: running?.person ?? null, token: running?.token ?? false })

function refuseReadOnly({ ledger }: Workspace): void {
  if (ledger.readOnly !== null) throw new AppError('READ_ONLY', 'This workspace is open for reading only, so clients could not log into it. Open it where it can be written.')
}

/** Whoever turned it on, unless their key is revoked by now. */
function actingAs({ identity }: Workspace, person: string): string {
  if (!identity.person(person).revoked) return person
  throw new AppError('FORBIDDEN', `The key of ${person}, in whose name clients wrote, is revoked. Sign in as somebody else in Countersign and turn the MLflow endpoint on again.`)
}

/** How many requests came, and from whom the last one. */
function createCount({ clock, tell }: Pick<SwitchOptions, 'clock' | 'tell'>) {
  const none: Pick<MlflowState, 'requests' | 'lastClient' | 'lastAt'> = { requests: 0, lastClient: null, lastAt: null }
  let count = none
  let waiting: NodeJS.Timeout | null = null
  const later = () => {
    waiting = null
    tell()
  }
  return {
    state: () => count,
    reset: () => void (count = none),
    one(client: string | null) {
      count = { requests: count.requests + 1, lastClient: client, lastAt: clock.now().toISOString() }
      waiting ??= setTimeout(later, tellAtMostMs).unref()
    },
  }
}
