import type { Command } from 'commander'
import { catalogContract, type UseCase } from '../../shared/contract/catalog.ts'
import { parseTier } from './arguments.ts'
import { toAssessmentText, toTierLine } from './assessment-output.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'
import { addAssess, addQuestions } from './use-case-assess.ts'

interface Options {
  purpose: string
  tier: 1 | 2 | 3 | 4
  tierReasons?: string
  affected?: string
  owner?: string
}

export function addUseCase(program: Command, terminal: Terminal): void {
  const group = program.command('use-case').description('business needs that models serve, and their risk tiers')
  addAdd(group, terminal)
  addQuestions(group, terminal)
  addAssess(group, terminal)
  addShow(group, terminal)
  group
    .command('list')
    .description('Lists the use cases with their tiers.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const useCases = workspace.catalog.useCases()
        terminal.output.result(useCases, toTable(['use case', 'name', 'tier', 'owner'], useCases.map((one) => [one.id, one.name, toTierLine(one), one.owner])))
      }),
    )
}

function addAdd(group: Command, terminal: Terminal): void {
  group
    .command('add')
    .description('Registers a use case with its risk tier as stated; "use-case assess" computes it.')
    .argument('<name>', 'what it is called')
    .requiredOption('--purpose <text>', 'what it is for')
    .requiredOption('--tier <tier>', '1 high, 2 elevated, 3 moderate, 4 minimal', parseTier)
    .option('--tier-reasons <text>', 'why this tier')
    .option('--affected <text>', 'whom its decisions concern')
    .option('--owner <email>', 'who answers for it (whoever acts, unless said)')
    .action((name: string, options: Options, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const added = workspace.catalog.addUseCase(actor(), await toInput(catalogContract.addUseCase, { name, ...options }))
        terminal.output.result({ useCase: added.id, name: added.name, tier: added.tier, owner: added.owner, assessed: null }, toHead(added))
      }),
    )
}

function addShow(group: Command, terminal: Terminal): void {
  group
    .command('show')
    .description('Shows a use case, why it has its tier, its class under the EU AI Act, and what was assessed before.')
    .argument('<use-case>', 'its name, or U-3')
    .action((name: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const useCase = workspace.catalog.useCase(name)
        const assessments = workspace.catalog.assessments(useCase.id)
        const head = toFields([
          ['Purpose', useCase.purpose],
          ['Affected', useCase.affected || 'not said'],
          ['Owner', useCase.owner],
          ['Stated', `tier ${useCase.registeredTier}: ${useCase.tierReasons || 'no reasons given'}`],
          ['Models', useCase.models.join(', ') || 'none'],
        ])
        terminal.output.result({ ...useCase, assessments }, [`${toHead(useCase)}\n${head}`, ...assessments.map(toAssessmentText)].join('\n\n'))
      }),
    )
}

const toHead = (useCase: UseCase) => toFields([['Use case', `${useCase.id}  ${useCase.name}`], ['Tier', toTierLine(useCase)]])
