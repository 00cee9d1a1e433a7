import { resolve } from 'node:path'
import type { Command } from 'commander'
import { checkKind, type CheckKind, checkRun, type CheckTemplate, evidenceContract } from '../../../shared/contract/evidence.ts'
import { AppError } from '../../../shared/errors.ts'
import { toInput } from '../input.ts'
import { toTable } from '../output.ts'
import { inWorkspace, type Terminal } from '../session.ts'

export function addTemplate(check: Command, terminal: Terminal): void {
  const template = check.command('template').description('settings of checks under a name, to run them again on other files and versions')
  template
    .command('save')
    .description('Saves the settings of a check that ran under a name. A name that is there for this kind of check stands for the new settings from then on; the ledger keeps the old.')
    .argument('<name>', 'such as "Monthly fairness"')
    .requiredOption('--from <check>', 'the check whose settings to take, such as C-12')
    .action((name: string, { from }: { from: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const saved = workspace.evidence.saveTemplate(actor(), await toInput(evidenceContract.saveTemplate, { name, ...workspace.evidence.choices(from) }))
        terminal.output.result(saved, `Template “${saved.name}” (${saved.check}) saved as entry ${saved.seq}.`)
      }),
    )
  template
    .command('list')
    .description('Lists the templates: kind, name, the entry that saved it.')
    .action((_: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const templates = workspace.evidence.templates({})
        terminal.output.result(templates, templates.length === 0 ? 'There is no template yet. Save one from a check: check template save NAME --from C-12' : toWords(templates))
      }),
    )
}

const toWords = (templates: readonly CheckTemplate[]): string =>
  toTable(['name', 'kind', 'entry', 'saved by', 'when'], templates.map(({ name, check, seq, by, at }) => [name, check, String(seq), by, at.slice(0, 10)]))

export interface FromTemplate {
  template: string
  kind?: string
  version?: string
  file?: readonly string[]
}

/** The run that a template and files ask for, as it would stand in a suite. BAD_INPUT: no such template, several of the name, files it can not tell apart. */
export function toTemplateRun(templates: readonly CheckTemplate[], { template: name, kind, version, file = [] }: FromTemplate): Record<string, unknown> {
  const { check, settings } = choose(templates, name, kind)
  if (version === undefined) throw new AppError('BAD_INPUT', 'Say which version to check: --version model@1.')
  return { check, version, inputs: toInputs(check, file), settings }
}

function choose(templates: readonly CheckTemplate[], name: string, kind: string | undefined): CheckTemplate {
  if (kind !== undefined && !checkKind.safeParse(kind).success) throw new AppError('BAD_INPUT', `There is no kind of check “${kind}”; there are: ${checkKind.options.join(', ')}.`)
  const [found, other] = templates.filter((one) => one.name === name && (kind === undefined || one.check === kind))
  if (found && other) throw new AppError('BAD_INPUT', `Several kinds of checks have a template “${name}”: say which, as in --kind ${found.check}.`)
  if (found) return found
  const names = templates.map((one) => `“${one.name}” (${one.check})`)
  throw new AppError('BAD_INPUT', `There is no template “${name}”${kind === undefined ? '' : ` of the kind ${kind}`}. ${names.length === 0 ? 'None was saved yet.' : `There are: ${names.join(', ')}.`}`)
}

/** `role=path`; a path alone is the data. */
function toInputs(check: CheckKind, files: readonly string[]): Record<string, string> {
  const roles = rolesOf(check)
  const inputs: Record<string, string> = {}
  for (const text of files) {
    const role = roles.find((one) => text.startsWith(`${one}=`))
    if (inputs[role ?? 'data'] !== undefined) throw new AppError('BAD_INPUT', `Two files are the ${role ?? 'data'}: say what “${text}” is, as in --file ${roles.at(-1)}=${text}. Roles: ${roles.join(', ')}.`)
    inputs[role ?? 'data'] = resolve(role === undefined ? text : text.slice(role.length + 1))
  }
  if (inputs['data'] === undefined) throw new AppError('BAD_INPUT', 'Say which file to check: --file predictions.csv.')
  return inputs
}

const rolesOf = (check: CheckKind): string[] => Object.keys(checkRun.options.find(({ shape }) => shape.check.value === check)?.shape.inputs.shape ?? {})
