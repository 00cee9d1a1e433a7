import type { Command } from 'commander'
import { catalogContract } from '../../shared/contract/catalog.ts'
import { tierTitles } from '../../shared/contract/tier.ts'
import { parseTier } from './arguments.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'

interface Options {
  purpose: string
  tier: 1 | 2 | 3 | 4
  tierReasons?: string
  affected?: string
  owner?: string
}

export function addUseCase(program: Command, terminal: Terminal): void {
  program
    .command('use-case')
    .description('business needs that models serve')
    .command('add')
    .description('Registers a use case with its risk tier.')
    .argument('<name>', 'what it is called')
    .requiredOption('--purpose <text>', 'what it is for')
    .requiredOption('--tier <tier>', '1 high, 2 elevated, 3 moderate, 4 minimal', parseTier)
    .option('--tier-reasons <text>', 'why this tier')
    .option('--affected <text>', 'whom its decisions concern')
    .option('--owner <email>', 'who answers for it (whoever acts, unless said)')
    .action((name: string, options: Options, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const added = workspace.catalog.addUseCase(actor(), await toInput(catalogContract.addUseCase, { name, ...options }))
        terminal.output.result(
          { useCase: added.id, name: added.name, tier: added.tier, owner: added.owner },
          toFields([
            ['Use case', `${added.id}  ${added.name}`],
            ['Tier', `${added.tier} (${tierTitles[added.tier]})`],
          ]),
        )
      }),
    )
}
