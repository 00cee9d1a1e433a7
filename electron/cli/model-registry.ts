import type { Command } from 'commander'
import { catalogContract, taskTitles } from '../../shared/contract/catalog.ts'
import type { RegisteredModel, RegisteredVersion } from '../../shared/contract/registry.ts'
import { plural } from '../../shared/counts.ts'
import { AppError } from '../../shared/errors.ts'
import { slug } from '../../shared/ids.ts'
import { tierWords } from '../../shared/tiering-words.ts'
import type { Workspace } from '../core/workspace.ts'
import { parseTask } from './arguments.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { inWorkspace, type Terminal } from './session.ts'

/** Models of the catalog together with what MLflow's clients registered. */
export function addRegistered(group: Command, terminal: Terminal): void {
  group
    .command('list')
    .description('Lists the models, and what MLflow’s clients registered: versions of theirs await a manifest.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { catalog, registered } }) => {
        const [models, theirs] = [catalog.models(), registered.list()]
        const waiting = (name: string) => theirs.filter(({ model }) => model?.name === name).reduce((sum, { awaiting }) => sum + awaiting, 0)
        const rows = [
          ...models.map(({ name, useCaseName, tier, task, versions }) => [name, useCaseName, tierWords(tier), taskTitles[task], String(versions.length), String(waiting(name))]),
          ...theirs.filter(({ model }) => model === null).map(({ name, awaiting }) => [name, 'registered by an MLflow client, not adopted', '', '', '0', String(awaiting)]),
        ]
        terminal.output.result({ models, registered: theirs }, toTable(['model', 'use case', 'tier', 'task', 'versions', 'awaiting a manifest'], rows))
      }),
    )
  group
    .command('show')
    .description('Shows a model with its versions and those that await a manifest.')
    .argument('<name>', 'of the catalog, or as a client registered it')
    .action((name: string, _options: object, command: Command) => inWorkspace(terminal, command, async ({ workspace }) => show(terminal, workspace, name)))
  addAdopt(group, terminal)
}

function show({ output }: Terminal, { catalog, registered }: Workspace, name: string): void {
  const all = registered.list()
  const known = catalog.models().find((model) => model.name === name)
  const theirs = all.filter((one) => (known ? one.model?.name === name : one.name === name))
  const model = known ?? (theirs.length > 0 ? null : catalog.model(name))
  const head = model
    ? toFields([['Model', model.name], ['Use case', `${model.useCase}  ${model.useCaseName}`], ['Tier', tierWords(model.tier)], ['Task', taskTitles[model.task]], ['Owner', model.owner], ['Versions', model.versions.map(({ ref }) => ref).join(', ') || 'none']])
    : toFields([['Registered', name], ['By', `${theirs[0]!.by}, entry ${theirs[0]!.seq}`], ['Next', `countersign model adopt "${name}" --use-case NAME --task KIND`]])
  output.result({ model, registered: theirs }, [head, ...theirs.map(toText)].join('\n\n'))
}

function toText({ name, versions }: RegisteredModel): string {
  if (versions.length === 0) return `“${name}” of an MLflow client’s registry has no version.`
  return [`“${name}” of an MLflow client’s registry:`, ...versions.map(toVersionText)].join('\n')
}

const toVersionText = ({ registered, number, source, run, files, version }: RegisteredVersion): string =>
  [
    `  version ${number}: ${version ? `is ${version.ref}${version.by === 'bytes' ? ', byte for byte' : ''}` : `awaits a manifest; countersign run to-version "models:/${registered}/${number}" MODEL`}`,
    `    source ${source}${run ? `, run ${run.name} (${run.id.slice(0, 8)})` : ''}`,
    ...(files.length === 0 ? ['    its files were not at hand'] : files.map(({ path, sha256 }) => `    ${sha256}  ${path}`)),
  ].join('\n')

interface AdoptOptions {
  as?: string
  useCase?: string
  task?: string
  name?: string
  description?: string
  owner?: string
}

function addAdopt(group: Command, terminal: Terminal): void {
  group
    .command('adopt')
    .description('Makes a model of the catalog from one that an MLflow client registered, or says which model it is.')
    .argument('<registered>', 'its name in the registry')
    .option('--as <model>', 'a model that is there')
    .option('--use-case <name>', 'of a new model, by name or id')
    .option('--task <kind>', Object.keys(taskTitles).join(', '))
    .option('--name <name>', 'of a new model, where its name can not be the registered one')
    .option('--description <text>', 'what it does (what the client said, unless said)')
    .option('--owner <email>', 'who answers for it (whoever acts, unless said)')
    .action((registered: string, { as, name = registered, ...options }: AdoptOptions, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const { description } = workspace.registered.get(registered)
        if (as === undefined) {
          if (options.useCase === undefined || options.task === undefined) throw new AppError('BAD_INPUT', 'A new model needs --use-case and --task; to say that it is a model of the catalog, give --as MODEL.')
          if (!slug.safeParse(name).success) throw new AppError('BAD_INPUT', `“${name}” can not be the name of a model: letters, digits, ".", "-" and "_" only. Give another one with --name.`)
          workspace.catalog.addModel(actor(), await toInput(catalogContract.addModel, { name, description, ...options, task: parseTask(options.task) }))
        }
        const adopted = workspace.registered.adopt(actor(), { registered, model: as ?? name })
        terminal.output.result(adopted, `“${registered}” is model ${adopted.model!.name}; ${plural(adopted.awaiting, 'version')} ${adopted.awaiting === 1 ? 'awaits' : 'await'} a manifest.`)
      }),
    )
}
