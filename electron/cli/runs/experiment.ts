import type { Command } from 'commander'
import { experimentsContract, type Experiment } from '../../../shared/contract/experiments.ts'
import { plural } from '../../../shared/counts.ts'
import { toInput } from '../input.ts'
import { addNotesOf } from '../note.ts'
import { toFields, toTable } from '../output.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { findExperiment } from './names.ts'

export function addExperiment(program: Command, terminal: Terminal): void {
  const group = program.command('experiment').description('experiments: a question and its runs')
  group
    .command('open')
    .description('Opens an experiment under a name of its own.')
    .argument('<name>')
    .option('--question <text>', 'what it is to find out', '')
    .action((name: string, options: { question: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const input = await toInput(experimentsContract.open, { name, ...options })
        show(terminal, workspace.experiments.open(actor(), input))
      }),
    )
  group
    .command('list')
    .description('Every experiment with how its runs ended.')
    .option('--archived', 'those in the archive too', false)
    .action((options: { archived: boolean }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const all = workspace.experiments.list(options)
        const rows = all.map(({ id, name, runs, archived }) => [id, name, String(runs.all), String(runs.open), String(runs.failed), String(runs.discarded), archived ? 'archived' : ''])
        terminal.output.result(all, all.length === 0 ? 'No experiment yet.' : toTable(['Id', 'Name', 'Runs', 'Open', 'Failed', 'Set aside', ''], rows))
      }),
    )
  group
    .command('show')
    .argument('<experiment>', 'its name or id')
    .action((experiment: string, _options: object, command: Command) => inWorkspace(terminal, command, async ({ workspace }) => show(terminal, findExperiment(workspace.experiments, experiment))))
  group
    .command('change')
    .description('Gives an experiment another name or question, or moves it to the archive and out of it.')
    .argument('<experiment>', 'its name or id')
    .option('--name <name>')
    .option('--question <text>')
    .option('--archive', 'out of the lists; nothing is deleted')
    .option('--unarchive', 'back into the lists')
    .action((experiment: string, { archive, unarchive, ...options }: { name?: string; question?: string; archive?: true; unarchive?: true }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const { id } = findExperiment(workspace.experiments, experiment)
        const { id: _id, ...changes } = await toInput(experimentsContract.change, { id, ...options, ...(archive && { archived: true }), ...(unarchive && { archived: false }) })
        show(terminal, workspace.experiments.change(actor(), id, changes))
      }),
    )
  addNotesOf(group, terminal, { type: 'experiment', find: ({ experiments }, text) => findExperiment(experiments, text).id })
}

function show({ output }: Terminal, one: Experiment): void {
  const { runs } = one
  output.result(
    one,
    toFields([
      ['Experiment', `${one.name} (${one.id})${one.archived ? ', in the archive' : ''}`],
      ...(one.question === '' ? [] : [['Question', one.question] as const]),
      ['Runs', `${plural(runs.all, 'run')}: ${runs.open} open, ${runs.failed} failed or killed, ${runs.discarded} set aside`],
    ]),
  )
}
