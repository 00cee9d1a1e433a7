import { resolve } from 'node:path'
import type { Command } from 'commander'
import { catalogContract } from '../../shared/contract/catalog.ts'
import { parseList } from './arguments.ts'
import { addDatasetUses } from './dataset-uses.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'

interface Options {
  name: string
  protected?: string[]
  description?: string
  licence?: string
  source?: string
  purpose?: string
}

export function addDataset(program: Command, terminal: Terminal): void {
  const group = program.command('dataset').description('datasets, their snapshots, and who used them')
  addDatasetUses(group, terminal)
  group
    .command('add')
    .description('Takes the fingerprint and the shape of a CSV, Parquet or JSON lines file. A new name makes a dataset; a known one gets a further snapshot.')
    .argument('<file>', 'the file; it stays where it is')
    .requiredOption('--name <name>', 'the dataset')
    .option('--protected <columns>', 'columns that hold protected attributes, separated by commas', parseList)
    .option('--description <text>', 'what it holds')
    .option('--licence <text>', 'under which licence it may be used')
    .option('--source <text>', 'where it comes from')
    .option('--purpose <text>', 'for what it may be used')
    .action((file: string, options: Options, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, work }) => {
        const { licence, source, purpose, ...rest } = options
        const rights = Object.fromEntries(Object.entries({ licence, source, purpose }).filter(([, text]) => text !== undefined))
        const input = await toInput(catalogContract.addSnapshot, { path: resolve(file), rights, ...rest })
        const added = await workspace.catalog.addSnapshot(actor(), input, work)
        terminal.output.result(
          { snapshot: added.ref, sha256: added.sha256, rows: added.rows, columns: added.columns },
          toFields([
            ['Snapshot', added.ref],
            ['SHA-256', added.sha256],
            ['Rows', String(added.rows)],
            ['Columns', added.columns.map((column) => `${column.name} ${column.type}`).join(', ')],
          ]),
        )
      }),
    )
}
