import type { Command } from 'commander'
import { experimentsContract } from '../../../shared/contract/experiments.ts'
import { toInput } from '../input.ts'
import { parseWhole } from '../arguments.ts'
import { toTable } from '../output.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { findExperiment } from './names.ts'

export function addRuns(program: Command, terminal: Terminal): void {
  program
    .command('runs')
    .description('runs of all experiments')
    .command('search')
    .description(`Runs that a filter in MLflow's language finds, the newest first.`)
    .argument('[filter]', `such as "metrics.auc > 0.9 and params.C = '1.0'"`, '')
    .option('--experiment <name...>', 'names or ids; all of them where none is named')
    .option('--order-by <key...>', 'such as "metrics.auc DESC"')
    .option('--show <which>', 'kept, discarded or all', 'kept')
    .option('--limit <n>', 'at most so many', (text) => parseWhole('--limit', text, 1), 100)
    .option('--offset <n>', 'without the first so many', (text) => parseWhole('--offset', text, 0), 0)
    .action((filter: string, options: { experiment?: string[]; orderBy?: string[]; show: string; limit: number; offset: number }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { experiments } }) => {
        const ids = options.experiment?.map((name) => findExperiment(experiments, name).id) ?? experiments.list({ archived: true }).map(({ id }) => id)
        const { experiment: _experiment, ...rest } = options
        const { rows, total } = experiments.search(await toInput(experimentsContract.runs, { experiments: ids, filter, ...rest }))
        const metrics = [...new Set(rows.flatMap((row) => Object.keys(row.metrics)))].slice(0, 6)
        const lines = rows.map((row) => [row.id.slice(0, 8), row.name.slice(0, 40), row.status, row.sealed === null ? 'open' : row.changed ? 'changed' : 'sealed', ...metrics.map((key) => String(row.metrics[key] ?? ''))])
        const text = rows.length === 0 ? 'No run matches.' : `${toTable(['Run', 'Name', 'Status', 'Seal', ...metrics], lines)}${total > rows.length ? `\n${rows.length} of ${total} runs; --offset ${options.offset + rows.length} shows the next.` : ''}`
        terminal.output.result({ runs: rows, total }, text)
      }),
    )
}
