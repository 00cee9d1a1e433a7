import { resolve } from 'node:path'
import type { Command } from 'commander'
import { experimentsContract } from '../../../shared/contract/experiments.ts'
import type { MissingPart, VersionOrigin, VersionParts } from '../../../shared/contract/run-versions.ts'
import type { Workspace } from '../../core/workspace.ts'
import { parseList, parseParameter, parseTask } from '../arguments.ts'
import { toInput } from '../input.ts'
import { toFields, toRows } from '../output.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { findRun } from './names.ts'

interface Options {
  artefact?: string
  artefactFile?: string
  useCase?: string
  task?: string
  data?: string[]
  code?: string
  environment?: string
  param?: Record<string, string>
  framework?: string
  seed?: string
  note?: string
  dryRun?: true
}

export function addToVersion(group: Command, terminal: Terminal): void {
  const toPath = (path: string) => resolve(path)
  group
    .command('to-version')
    .description('Registers a version of a model from a sealed run: artefact, data, code, environment, parameters as the run has them; what is missing is named.')
    .argument('<run>', "its id or the beginning of it, or as MLflow's clients write it: models:/m-… for a logged model, models:/NAME/VERSION for a registered one")
    .argument('<model>', 'the model; a new one with --use-case and --task')
    .option('--artefact <path>', 'the file or folder of the run that is the model, where several could be')
    .option('--artefact-file <path>', 'a file or folder of this computer instead', toPath)
    .option('--use-case <name>', 'of a new model')
    .option('--task <kind>', 'of a new model')
    .option('--data <snapshots>', 'these instead of the ones that the run names, separated by commas', parseList)
    .option('--code <repo>', 'the state of this Git repository instead', toPath)
    .option('--environment <lockfile>', 'this lock file instead', toPath)
    .option('--param <name=value...>', 'in addition, or instead of the one of that name', parseParameter)
    .option('--framework <text>', 'such as "scikit-learn 1.5.0"')
    .option('--seed <text>', 'of what is random in training')
    .option('--note <text>', 'what changed')
    .option('--dry-run', 'only says what the manifest would hold and what is missing')
    .action((text: string, model: string, options: Options, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, work }) => {
        const { experiments } = workspace
        const { artefact, useCase, task, param, dryRun, ...replaced } = options
        const origin = { ...parseOrigin(experiments, text), ...(artefact !== undefined && { artefact }) }
        const parts = experiments.versionParts(origin)
        const missing = parts.missing.filter((one) => !isGiven(one, options))
        if (dryRun) {
          terminal.output.result(parts, `${describe(parts)}\n\n${describeMissing(parts.missing)}`)
          return
        }
        const newModel = useCase === undefined ? undefined : { useCase, task: parseTask(task ?? '') }
        const input = await toInput(experimentsContract.toVersion, { ...origin, ...replaced, model, ...(newModel && { newModel }), ...(param && { parameters: { ...parts.parameters, ...param } }) })
        const { ref, manifestHash } = await experiments.toVersion(actor(), input, work)
        terminal.output.result({ version: ref, manifestHash, missing }, `${toFields([['Version', ref], ['Manifest', manifestHash]])}\n\n${describeMissing(missing)}`)
      }),
    )
}

function parseOrigin(experiments: Workspace['experiments'], text: string): VersionOrigin {
  const [, name = '', version] = /^models:\/([^/]+)(?:\/(\d+))?$/.exec(text) ?? []
  if (name === '') return { run: findRun(experiments, text) }
  return version === undefined ? { loggedModel: name } : { registered: { model: name, version: Number(version) } }
}

const isGiven = ({ part }: MissingPart, { artefactFile, data, code, environment, param, framework, seed }: Options): boolean =>
  ({ artefact: artefactFile, data, code, environment, parameters: param, framework, seed })[part] !== undefined

const describeMissing = (missing: readonly MissingPart[]): string =>
  missing.length === 0 ? 'Nothing is missing.' : ['Missing:', ...missing.map(({ part, why, next }) => `  ${part}: ${why} ${next}`)].join('\n')

function describe({ run, artefact, choices, chosen, data, code, environment, parameters, framework, seed }: VersionParts): string {
  return toFields([
    ['Run', run === null ? 'not in this workspace' : `${run.name} (${run.id}), seal ${run.seal}${run.changed ? '; it was written on since' : ''}`],
    ['Artefact', artefact === null ? 'none' : `${artefact.name}, ${artefact.kind}, ${artefact.sha256}`],
    ...toRows('Or', choices.filter(({ path }) => path !== chosen).slice(0, 12).map(({ label }) => label)),
    ...toRows('Data', data.map(({ snapshot, roles = [] }) => `${snapshot} (${roles.join(', ')})`)),
    ['Code', code === null ? 'none' : code.commit],
    ['Environment', environment === null ? 'none' : `${environment.lockfile.name}, ${environment.packages.length} packages`],
    ...toRows('Parameters', Object.entries(parameters).map(([name, value]) => `${name} = ${value}`)),
    ['Framework', framework ?? 'not said'],
    ['Seed', seed ?? 'not said'],
  ])
}
