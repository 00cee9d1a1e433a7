import type { Command } from 'commander'
import { custodyContract } from '../../shared/contract/custody.ts'
import { parseWhole } from './arguments.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { readPassphrase } from './passphrase.ts'
import { inWorkspace, type Terminal } from './session.ts'

export function addRedact(program: Command, terminal: Terminal): void {
  program
    .command('redact')
    .description('Erases the personal data of an entry for ever, from every file of the workspace. Whoever acts (--as) signs that. Names the backups that still hold it.')
    .argument('<seq>', 'the entry', (text) => parseWhole('The number of an entry', text, 0))
    .requiredOption('--reason <text>', 'why; stays in the ledger, so no personal data here')
    .option('--files', 'also the files in blobs/ that the entry names')
    .action((seq: number, options: { reason: string; files?: boolean }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const [{ redact }, { createMachine }] = await Promise.all([import('../core/custody.ts'), import('../core/machine.ts')])
        const signer = actor()
        const typed = { seq, reason: options.reason, files: options.files, passphrase: await readPassphrase(signer) }
        const result = await redact(workspace, signer, await toInput(custodyContract.redact, typed), createMachine())
        const rows = result.redactions.map((one): [string, string] => [`Entry ${one.seq}`, `${one.kind} ${one.id} of entry ${one.entry} erased`])
        terminal.output.result(result, `${toFields(rows)}\n\n${result.sentence}`)
        return result.heldBy.length > 0 || !result.complete ? 1 : 0
      }),
    )
}
