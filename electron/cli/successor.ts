import { resolve } from 'node:path'
import type { Command } from 'commander'
import { backupsContract } from '../../shared/contract/backups.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { readPassphrase, readSecondPassphrase } from './passphrase.ts'
import { inWorkspace, type Terminal } from './session.ts'

export function addSuccessor(program: Command, terminal: Terminal): void {
  program
    .command('successor')
    .summary('begin a new ledger after one that can not be continued')
    .description('Two people close a ledger that can not be continued (a newer state of it is lost, or its log key) and begin a new one that names it. People and keys are carried over, records are not.')
    .argument('<dir>', 'the folder of the new workspace')
    .requiredOption('--with <email>', 'the second person; their passphrase comes from COUNTERSIGN_SECOND_PASSPHRASE')
    .requiredOption('--reason <text>', 'why')
    .option('--name <text>', 'what the new workspace is called')
    .action((dir: string, options: { with: string; reason: string; name?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, work }) => {
        const [{ startSuccessor }, { createMachine }] = await Promise.all([import('../core/backups/successor.ts'), import('../core/machine.ts')])
        const first = actor()
        const second = { email: options.with, passphrase: await readSecondPassphrase(options.with) }
        const typed = { dir: resolve(dir), name: options.name, reason: options.reason, passphrase: await readPassphrase(first), second }
        const begun = await startSuccessor(workspace, first, await toInput(backupsContract.startSuccessor, typed), createMachine(), work)
        terminal.output.result({ ...begun, predecessor: workspace.ledger.origin }, toFields([['Workspace', begun.dir], ['Ledger', begun.origin], ['In place of', workspace.ledger.origin]]))
      }),
    )
}

export function addContinue(group: Command, terminal: Terminal): void {
  group
    .command('continue')
    .description('Goes on in this copy of a workspace instead of the other one on this computer, which then takes no more entries.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const { continueHere } = await import('../core/backups/restoring.ts')
        const before = workspace.ledger.elsewhere
        continueHere(workspace)
        terminal.output.result({ dir: workspace.dir, instead: before }, toFields([['Goes on in', workspace.dir], ['Instead of', before ?? '']]))
      }),
    )
}
