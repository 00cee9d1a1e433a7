import { resolve } from 'node:path'
import type { Command } from 'commander'
import { catalogContract } from '../../shared/contract/catalog.ts'
import { parseList, parseParameter } from './arguments.ts'
import { toInput } from './input.ts'
import { toFields } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'

interface Options {
  artefact?: string
  data?: string[]
  code?: string
  environment?: string
  param?: Record<string, string>
  note?: string
}

export function addVersion(program: Command, terminal: Terminal): void {
  program
    .command('version')
    .description('versions of models')
    .command('add')
    .description('Registers the exact state of a model: artefact, data, code, environment and parameters, each by digest. The manifest made of them gives the version its hash.')
    .argument('<model>', 'the model')
    .option('--artefact <path>', 'the model file or folder', toPath)
    .option('--data <snapshots>', 'snapshots it was made from, such as german-credit@1, separated by commas', parseList)
    .option('--code <repo>', 'a Git repository; its commit and what is not committed are noted', toPath)
    .option('--environment <lockfile>', 'a lock file of the environment', toPath)
    .option('--param <name=value...>', 'parameters', parseParameter)
    .option('--note <text>', 'what changed')
    .action((model: string, { param, ...options }: Options, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, work }) => {
        const input = await toInput(catalogContract.addVersion, { model, ...options, parameters: param })
        const added = await workspace.catalog.addVersion(actor(), input, work)
        terminal.output.result(
          { version: added.ref, manifestHash: added.manifestHash },
          toFields([
            ['Version', added.ref],
            ['Manifest', added.manifestHash],
          ]),
        )
      }),
    )
}

/** Commander hands the value before as a second argument, which `resolve` would join. */
const toPath = (path: string) => resolve(path)
