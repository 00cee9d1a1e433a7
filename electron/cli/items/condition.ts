import type { Command } from 'commander'
import { conditionsContract, type Condition } from '../../../shared/contract/conditions.ts'
import { toInput } from '../input.ts'
import { toFields, toTable } from '../output.ts'
import type { Terminal } from '../session.ts'
import { addAct, toActRows, toPermissionRows, type Act } from './acts.ts'

const one = ['<id>', 'the condition, such as K-31'] as const
const shown = { json: (made: Condition) => made, text: (made: Condition) => toText(made) }

const acts: Readonly<Record<string, Pick<Act<Condition>, 'about' | 'options' | 'run'>>> = {
  met: {
    about: 'Shows that it is met, by its owner, with the evidence.',
    options: { '*--evidence <id>': 'a check, document or other evidence, such as C-41', '--version <model@n>': 'the later version that has it', '*--note <text>': 'how it meets the condition' },
    run: async ({ workspace, actor }, { id, evidence, version, note }) => workspace.conditions.meet(actor(), await toInput(conditionsContract.meet, { id, evidence: { id: evidence, ...(version !== undefined && { version }) }, note })),
  },
  accept: { about: 'Accepts that it is met, by a compliance reviewer.', options: { '*--note <text>': 'what was looked at' }, run: async ({ workspace, actor }, typed) => workspace.conditions.accept(actor(), await toInput(conditionsContract.accept, typed)) },
  return: { about: 'Says that what was shown does not meet it; it is open again.', options: { '*--note <text>': 'what is missing' }, run: async ({ workspace, actor }, typed) => workspace.conditions.return(actor(), await toInput(conditionsContract.return, typed)) },
  extend: {
    about: 'Moves its due date, as far as the policy lets a deadline be moved.',
    options: { '*--due <day>': 'such as 2027-03-01', '*--reason <text>': 'why' },
    run: async ({ workspace, actor }, typed) => workspace.conditions.extend(actor(), await toInput(conditionsContract.extend, typed)),
  },
}

export function addCondition(program: Command, terminal: Terminal): void {
  const group = program.command('condition').description('what approvals rest on, until it is met and accepted; "review settle" signs that all are')
  addAct(group, terminal, 'list', {
    about: 'Lists conditions, what is due first on top.',
    options: { '--review <id>': 'of one request', '--version <model@n>': 'of one version', '--state <state>': 'open, met or accepted', '--owner <email>': 'of one person' },
    run: async ({ workspace }, typed) => workspace.conditions.list(await toInput(conditionsContract.list, typed)),
    json: (made) => made,
    text: (made) => (made.length === 0 ? 'There is no such condition.' : toTable(['condition', 'state', 'of', 'due', 'owner', 'text'], made.map(({ id, state, review, due, overdue, terms }) => [id, state, review, `${due}${overdue ? ' overdue' : ''}`, terms.owner, terms.text]))),
  })
  addAct(group, terminal, 'show', {
    about: 'Shows a condition with everything that happened to it, and what whoever acts (--as) may do.',
    argument: one,
    run: async ({ workspace, reader }, typed) => {
      const { id } = await toInput(conditionsContract.get, typed)
      const who = reader()
      return { ...workspace.conditions.get(id), permissions: who === null ? [] : workspace.conditions.permissions(id, who) }
    },
    json: (made) => made,
    text: (made) => [toText(made), toFields(toPermissionRows(made.permissions))].filter(Boolean).join('\n\n'),
  })
  for (const [name, act] of Object.entries(acts)) addAct(group, terminal, name, { ...act, argument: one, ...shown })
}

function toText({ id, state, review, version, terms, due, overdue, suspendsOn, acts: done }: Condition): string {
  return toFields([
    ['Condition', `${id}  ${state}`],
    ['', terms.text],
    ['Of', `${review}, ${version}`],
    ['Owner', terms.owner],
    ['Due', `${due}${overdue ? ', overdue' : ''}${state === 'accepted' || suspendsOn === null ? '' : `; unmet, it suspends the approval on ${suspendsOn}`}`],
    ['Shown by', terms.expects],
    ...(terms.control === null ? [] : [['Control', terms.control] as const]),
    ...(terms.finding === null ? [] : [['Finding', terms.finding] as const]),
    ...toActRows(done),
  ])
}
