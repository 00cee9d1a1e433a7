import type { Command } from 'commander'
import type { ItemAct, ItemPermission } from '../../../shared/contract/review-item.ts'
import type { ShownText } from '../../../shared/contract/identity.ts'
import { readPassphrase } from '../passphrase.ts'
import { inWorkspace, type Session, type Terminal } from '../session.ts'

/** One command of a group: its options as `flag: what it is`, those with a star are needed. */
export interface Act<T> {
  about: string
  /** What is named by position; none for lists. */
  argument?: readonly [name: string, about: string]
  options?: Readonly<Record<string, string>>
  run: (session: Session, typed: Record<string, unknown> & { id?: string }, terminal: Terminal) => T | Promise<T>
  json: (made: T, session: Session) => unknown
  text: (made: T, session: Session) => string
}

export function addAct<T>(group: Command, terminal: Terminal, name: string, { about, argument, options = {}, run, json, text }: Act<T>): void {
  const command = group.command(name).description(about)
  if (argument) command.argument(...argument)
  for (const [flag, what] of Object.entries(options)) {
    if (flag.startsWith('*')) command.requiredOption(flag.slice(1), what)
    else command.option(flag, what)
  }
  command.action((...given: unknown[]) => {
    const [id, typed] = argument ? [given[0] as string, given[1] as Record<string, unknown>] : [undefined, given[0] as Record<string, unknown>]
    return inWorkspace(terminal, given.at(-1) as Command, async (session) => {
      const made = await run(session, { ...typed, ...(id !== undefined && { id }) }, terminal)
      terminal.output.result(json(made, session), text(made, session))
    })
  })
}

/** Prints the statement, asks for the passphrase and signs exactly what was printed. */
export async function signShown<T>({ actor }: Session, terminal: Terminal, show: (who: string) => ShownText | Promise<ShownText>, sign: (who: string, signing: { sha256: string; passphrase: string }) => Promise<T>): Promise<T & { statement: string }> {
  const who = actor()
  const { text, sha256 } = await show(who)
  terminal.output.say(text)
  const made = await sign(who, { sha256, passphrase: await readPassphrase(who) })
  return { ...made, statement: text }
}

export const toActRows = (acts: readonly ItemAct[]) => acts.map(({ at, by, what, text }) => ['Done', `${at}  ${what}, by ${by}${text === '' ? '' : `: ${text}`}`] as const)

export const toPermissionRows = (permissions: readonly ItemPermission[]) => permissions.map(({ act, allowed, why }) => [allowed ? 'You may' : 'Not you', allowed ? act : `${act}: ${why}`] as const)
