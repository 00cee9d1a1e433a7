import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Work } from '../../shared/contract/handlers.ts'
import type { Person } from '../../shared/contract/identity.ts'
import { AppError } from '../../shared/errors.ts'
import type { Workspace } from '../core/workspace.ts'
import type { Output } from './output.ts'

/** 0 done; 1 findings or a failed check; 2 bad usage or input. */
export type ExitCode = 0 | 1 | 2

/** What every command gets: where to write, and how to say that it ended with findings. */
export interface Terminal {
  readonly output: Output
  exit(code: ExitCode): void
}

/** One workspace, open for one command. */
export interface Session {
  readonly workspace: Workspace
  /** E-mail of the person who acts: `--as`, or the only one whose key is on this computer. */
  readonly actor: () => string
  /** The same where it is clear, else null: reading needs nobody. */
  readonly reader: () => string | null
  /** `--yes`: a sealed test set is used without asking. */
  readonly yes: boolean
  /** Stops on Ctrl-C and shows progress where somebody watches. */
  readonly work: Work
}

/** The folder that a command means; for what must work also where the workspace can not be opened. */
export async function atWorkspace(command: Command, act: (dir: string) => Promise<void>): Promise<void> {
  const { workspace: dir } = command.optsWithGlobals<{ workspace?: string }>()
  await act(dir === undefined ? workspaceAround() : namedWorkspace(dir))
}

/** Opens the workspace that the command means and closes it whatever happens. */
export async function inWorkspace(terminal: Terminal, command: Command, act: (session: Session) => Promise<ExitCode | void>): Promise<void> {
  await atWorkspace(command, (folder) => inFolder(terminal, command, folder, act))
}

async function inFolder(terminal: Terminal, command: Command, folder: string, act: (session: Session) => Promise<ExitCode | void>): Promise<void> {
  const { as, dateIsRight = false, yes = false } = command.optsWithGlobals<{ as?: string; dateIsRight?: boolean; yes?: boolean }>()
  const [{ openWorkspaceInSteps }, { createMachine }] = await Promise.all([import('../core/workspace.ts'), import('../core/machine.ts')])
  const work = createWork(terminal.output)
  const workspace = await openWorkspaceInSteps(folder, createMachine({ dateIsRight }), work)
  try {
    sayDoubt(terminal, workspace)
    const people = () => workspace.identity.people()
    const code = await act({
      workspace,
      actor: () => chooseActor(people(), as),
      reader: () => (as === undefined && onlyOneHere(people()) === null ? null : chooseActor(people(), as)),
      yes,
      work,
    })
    terminal.exit(code ?? 0)
  } finally {
    workspace.close()
  }
}

/** Reading goes on; what is read as ended is so by that date. */
function sayDoubt({ output }: Terminal, { ledger }: Workspace): void {
  const doubt = ledger.dateDoubt()
  if (doubt === null) return
  output.warn(`The clock says ${doubt.now.slice(0, 10)}; this ledger was last seen here on ${doubt.lastSeen.slice(0, 10)}, ${doubt.days} days before. Nothing is written until the clock is set right, or the command is repeated with --date-is-right.`)
}

const isWorkspace = (dir: string) => existsSync(join(dir, 'ledger.db'))

export function namedWorkspace(dir: string): string {
  const folder = resolve(dir)
  if (!isWorkspace(folder)) {
    throw new AppError('NO_WORKSPACE', `${folder} is not a workspace: it holds no ledger.db. Give --workspace the folder of one, or make one with "countersign init".`)
  }
  return folder
}

/** The nearest folder, from `from` upwards, that is a workspace. */
export function findWorkspace(from: string): string | null {
  for (let dir = resolve(from); ; dir = dirname(dir)) {
    if (isWorkspace(dir)) return dir
    if (dir === dirname(dir)) return null
  }
}

function workspaceAround(): string {
  const found = findWorkspace(process.cwd())
  if (found !== null) return found
  throw new AppError('NO_WORKSPACE', `Neither ${process.cwd()} nor a folder above it is a workspace. Give one with --workspace DIR, or make one with "countersign init".`)
}

function onlyOneHere(people: readonly Person[]): Person | null {
  const here = people.filter((person) => person.keyHere)
  return here.length === 1 ? here[0]! : null
}

function chooseActor(people: readonly Person[], as: string | undefined): string {
  const list = (some: readonly Person[]) => some.map((person) => person.email).join(', ')
  if (as !== undefined) {
    const email = as.trim().toLowerCase()
    if (people.some((person) => person.email === email)) return email
    throw new AppError('NOT_FOUND', `${email} is not enrolled in this workspace. Enrolled are: ${list(people)}.`)
  }
  const only = onlyOneHere(people)
  if (only) return only.email
  const here = people.filter((person) => person.keyHere)
  throw new AppError(
    'BAD_INPUT',
    here.length === 0
      ? `Say who acts with --as EMAIL: no key of this workspace's people is on this computer. Enrolled are: ${list(people)}.`
      : `Say who acts with --as EMAIL: ${here.length} people have their key on this computer: ${list(here)}.`,
  )
}

/** The first Ctrl-C lets the act stop cleanly; the second one is the terminal's own. */
export function createWork(output: Output): Work {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  return {
    signal: stop.signal,
    progress: (done, total, note) => output.progress(total ? `${note} ${Math.floor((100 * done) / total)} %` : note),
  }
}
