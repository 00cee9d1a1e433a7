import type { Command } from 'commander'
import { frameworksContract } from '../../shared/contract/frameworks.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { readPassphrase } from './passphrase.ts'
import { inWorkspace, type Session, type Terminal } from './session.ts'

/** What people sign of controls. Each prints the statement, then asks for the passphrase. */
export function addFrameworkActs(group: Command, terminal: Terminal): void {
  ofControl(group, terminal, 'confirm', 'Signs that the evidence for a control is adequate, or that what it asks for is so. Nobody confirms their own work.')
  ofControl(group, terminal, 'not-applicable', 'Signs that a control does not apply to a version, and why.')
  group
    .command('nil')
    .description('Signs that there was none of a kind of evidence in a period: no incident, no alert, no override.')
    .argument('<model@n>', 'the version')
    .argument('<kind>', 'such as incident')
    .requiredOption('--from <day>', 'such as 2026-01-01')
    .requiredOption('--until <day>', 'such as 2026-06-30')
    .requiredOption('--reason <text>', 'how you know')
    .action((version: string, kind: string, options: { from: string; until: string; reason: string }, command: Command) =>
      inWorkspace(terminal, command, (session) => sign(terminal, session, { act: 'nil', version, kind, ...options })),
    )
  group
    .command('scope')
    .description('Chooses which control sets are looked at, and in which role.')
    .requiredOption('--set <sets>', 'sets, separated by commas')
    .requiredOption('--role <roles>', 'provider, deployer, or both separated by a comma')
    .requiredOption('--reason <text>', 'why these')
    .action(({ set, role, reason }: { set: string; role: string; reason: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { frameworks }, actor }) => {
        const input = await toInput(frameworksContract.setScope, { frameworks: toList(set), roles: toList(role), reason })
        const scope = frameworks.setScope(actor(), input)
        terminal.output.result(scope, toFields([['Looked at', scope.frameworks.join(', ')], ['As', scope.roles.join(' and ')]]))
      }),
    )
}

const toList = (text: string): string[] => text.split(',').map((one) => one.trim())

function ofControl(group: Command, terminal: Terminal, act: 'confirm' | 'not-applicable', description: string): void {
  group
    .command(act)
    .description(description)
    .argument('<model@n>', 'the version')
    .argument('<set>', 'such as eu-ai-act')
    .argument('<control>', 'such as EUAIA.ART9.1')
    .requiredOption('--reason <text>', 'why; it becomes part of the statement')
    .action((version: string, framework: string, control: string, { reason }: { reason: string }, command: Command) =>
      inWorkspace(terminal, command, (session) => sign(terminal, session, { act, version, framework, control, reason })),
    )
}

async function sign({ output }: Terminal, { workspace: { ledger, frameworks }, actor, work }: Session, typed: Record<string, unknown>): Promise<void> {
  const who = actor()
  const act = await toInput(frameworksContract.statement, typed)
  // A control may rest on the verification itself.
  await ledger.verify('leaves', work)
  const shown = frameworks.statement(who, act)
  output.say(shown.text)
  const signed = await frameworks.sign(who, { version: act.version, sha256: shown.sha256, passphrase: await readPassphrase(who) })
  output.result({ ...signed, act }, toFields([['Entry', String(signed.seq)]]))
}
