import type { Command } from 'commander'
import { frameworksContract, type FrameworkControls, type FrameworkStatus } from '../../shared/contract/frameworks.ts'
import { controlModeWords, controlStatusWords, countsInWords, notLegalAdvice } from '../../shared/control-words.ts'
import { addFrameworkActs } from './framework-acts.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { inWorkspace, type Session, type Terminal } from './session.ts'

export function addFramework(program: Command, terminal: Terminal): void {
  const group = program.command('framework').description('what control sets ask for, and which evidence is there for it')
  addList(group, terminal)
  addShow(group, terminal)
  addStatus(group, terminal)
  addFrameworkActs(group, terminal)
}

function addList(group: Command, terminal: Terminal): void {
  group
    .command('list')
    .description('Lists the control sets with their dates and where they stand.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { frameworks } }) => {
        const [all, scope] = [frameworks.list(), frameworks.scope()]
        const rows = all.map(({ id, title, controls, asOf, draft }) => [scope.frameworks.includes(id) ? '•' : ' ', id, draft ? `${title} (draft)` : title, String(controls), asOf])
        terminal.output.result({ scope, frameworks: all }, `${toTable(['', 'set', 'title', 'controls', 'as of'], rows)}\n• is looked at, as ${scope.roles.join(' and ')}. ${notLegalAdvice}`)
      }),
    )
}

function addShow(group: Command, terminal: Terminal): void {
  group
    .command('show')
    .description('Shows a control set: its source, its dates and what each control asks for.')
    .argument('<set>', 'such as eu-ai-act')
    .action((id: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { frameworks } }) => {
        const set = frameworks.get((await toInput(frameworksContract.get, { id })).id)
        const { title, reference, status, asOf, sourceQuality, sources, dates, controls } = set
        const head = toFields([['Set', `${title}, edition ${set.version}, as of ${asOf}`], ['Reference', reference], ['Status', status], ['Sources', sources.join('; ')], ['Read', sourceQuality], ...dates.map(({ date, what }): [string, string] => [date, what])])
        const rows = controls.map(({ id: control, ref, tiers, mode, gist }) => [control, ref, tiers.join(' '), controlModeWords[mode], gist])
        terminal.output.result(set, `${head}\n\n${toTable(['control', 'reference', 'tiers', 'decided by', 'asks'], rows)}\n${notLegalAdvice}`)
      }),
    )
}

interface StatusOptions {
  framework?: string
  gaps?: true
  all?: true
}

function addStatus(group: Command, terminal: Terminal): void {
  group
    .command('status')
    .description('Counts the statuses of all controls for a version, or shows the controls of one set with what to do next. Verifies the ledger first, because some controls ask for that.')
    .argument('[model@n]', 'the version')
    .option('--framework <set>', 'each control of this set')
    .option('--gaps', 'only controls with something left to do')
    .option('--all', 'the newest version of every model')
    .action((version: string | undefined, options: StatusOptions, command: Command) => inWorkspace(terminal, command, (session) => showStatus(terminal, session, version, options)))
}

async function showStatus({ output }: Terminal, { workspace: { ledger, frameworks }, work }: Session, version: string | undefined, { framework, gaps, all }: StatusOptions): Promise<void> {
  await ledger.verify('leaves', work)
  if (all) {
    const inventory = frameworks.inventory()
    return output.result(inventory, `${toStatusTable(inventory.frameworks)}\nThe newest versions of ${inventory.versions} models together. ${notLegalAdvice}`)
  }
  if (framework === undefined && !gaps) {
    const status = frameworks.status((await toInput(frameworksContract.status, { version })).version)
    return output.result(status, `${toStatusTable(status.frameworks)}\n${status.version}, tier ${status.tier}. ${notLegalAdvice}`)
  }
  const { version: ref } = await toInput(frameworksContract.status, { version })
  const sets = framework === undefined ? frameworks.scope().frameworks : [framework]
  const found = sets.map((id) => frameworks.controls(ref, id)).map((one) => (gaps ? { ...one, controls: one.controls.filter(({ next }) => next.length > 0) } : one))
  output.result(framework === undefined ? found : found[0], `${found.filter(({ controls }) => controls.length > 0).map(toControlsText).join('\n\n')}\n\n${notLegalAdvice}`)
}

const toStatusTable = (statuses: readonly FrameworkStatus[]): string =>
  toTable(['', 'set', 'controls', 'as of'], statuses.map(({ id, counts, worst, asOf }) => [worst === null ? ' ' : controlStatusWords[worst].symbol, id, countsInWords(counts), asOf]))

function toControlsText({ framework, counts, controls }: FrameworkControls): string {
  const lines = controls.map(({ id, ref, gist, status, next, evidence }) => {
    const { symbol, word } = controlStatusWords[status]
    const behind = evidence.length === 0 ? [] : [`    evidence: ${[...new Set(evidence.map((one) => one.id))].join(', ')}`]
    return [`${symbol} ${id}  ${word}  (${ref})`, `    ${gist}`, ...behind, ...next.map(({ sentence, command }) => `    → ${sentence}${command === null ? '' : `\n      ${command}`}`)].join('\n')
  })
  return [`${framework.title}: ${countsInWords(counts)} (as of ${framework.asOf})`, ...lines].join('\n')
}
