import type { Command } from 'commander'
import { catalogContract, taskTitles } from '../../shared/contract/catalog.ts'
import { parseTask } from './arguments.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { addInspect } from './model-inspect.ts'
import { addRegistered } from './model-registry.ts'
import { inWorkspace, type Terminal } from './session.ts'

interface Options {
  useCase: string
  task: string
  description?: string
  owner?: string
}

export function addModel(program: Command, terminal: Terminal): void {
  const group = program.command('model').description('models')
  addAdd(group, terminal)
  addInspect(group, terminal)
  addRegistered(group, terminal)
}

function addAdd(group: Command, terminal: Terminal): void {
  group
    .command('add')
    .description('Registers a model that serves a use case.')
    .argument('<name>', 'a short name without spaces, such as credit-lr')
    .requiredOption('--use-case <name>', 'the use case, by name or id')
    .requiredOption('--task <kind>', Object.keys(taskTitles).join(', '), parseTask)
    .option('--description <text>', 'what it does')
    .option('--owner <email>', 'who answers for it (whoever acts, unless said)')
    .action((name: string, options: Options, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const added = workspace.catalog.addModel(actor(), await toInput(catalogContract.addModel, { name, ...options }))
        terminal.output.result(
          { model: added.name, useCase: added.useCase, task: added.task, tier: added.tier },
          toFields([
            ['Model', added.name],
            ['Use case', `${added.useCase}  ${added.useCaseName}`],
            ['Task', taskTitles[added.task]],
          ]),
        )
      }),
    )
}
