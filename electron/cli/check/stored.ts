import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { CheckDetail, Recomputation } from '../../../shared/contract/evidence.ts'
import { AppError } from '../../../shared/errors.ts'
import { toTable } from '../output.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { toJson, toText } from './output.ts'

export function addShow(check: Command, terminal: Terminal): void {
  check
    .command('show')
    .description('Prints a stored result, every number as it was recorded.')
    .argument('<check>', 'such as C-12')
    .option('--stored', 'with --json: the result itself, exactly as it is stored')
    .action((id: string, { stored = false }: { stored?: boolean }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const detail = workspace.evidence.check(id)
        terminal.output.result(stored ? detail.result : toJson(detail), toText(detail))
      }),
    )
}

export function addRecompute(check: Command, terminal: Terminal): void {
  check
    .command('recompute')
    .description('Counts again, by the stored settings, on the same files and compares with the stored result. Writes nothing, unless it reads a sealed test set: that is in the ledger. Exits with 1 where they differ.')
    .argument('<check>', 'such as C-12')
    .requiredOption('--file <[role=]path...>', 'where its files are now; a check of one file needs no role')
    .action((id: string, { file }: { file: string[] }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, work }) => {
        const found = await workspace.evidence.recompute(actor, id, toPaths(workspace.evidence.check(id), file), work)
        terminal.output.result(found, toWords(found))
        return found.same ? 0 : 1
      }),
    )
}

function toPaths({ id, inputs }: CheckDetail, files: readonly string[]): Record<string, string> {
  const paths: Record<string, string> = {}
  for (const text of files) {
    const role = inputs.find((input) => text.startsWith(`${input.role}=`))?.role ?? (inputs.length === 1 ? inputs[0]!.role : undefined)
    if (role === undefined) {
      throw new AppError('BAD_INPUT', `${id} read several files: say which "${text}" is, as in --file ${inputs.map((input) => `${input.role}=${input.name}`).join(' ')}.`)
    }
    paths[role] = resolve(text.startsWith(`${role}=`) ? text.slice(role.length + 1) : text)
  }
  return paths
}

function toWords({ id, same, differences }: Recomputation): string {
  if (same) return `${id} computed again: every count, number and verdict is the stored one.`
  const table = toTable(['where', 'stored', 'now'], differences.map(({ path, stored, now }) => [path, stored, now]))
  return `${id} computed again is not what is stored.\n\n${table}`
}
