import type { Command } from 'commander'
import { delegationsContract, type Delegation } from '../../../shared/contract/delegations.ts'
import { toWords } from '../../../shared/id-words.ts'
import { parseList } from '../arguments.ts'
import { toInput } from '../input.ts'
import { toFields, toTable } from '../output.ts'
import type { Terminal } from '../session.ts'
import { addAct, signShown, toActRows } from './acts.ts'

const one = ['<id>', 'the delegation, such as G-31'] as const
const shown = { json: (made: Delegation) => made, text: (made: Delegation) => toText(made) }

export function addDelegation(program: Command, terminal: Terminal): void {
  const group = program.command('delegation').description('who may sign in whose place, for what, and until when')
  addAct(group, terminal, 'grant', {
    about: 'Prints the exact statement and signs it: once the other person accepts, they may sign in your place with "review … --on-behalf-of".',
    argument: ['<email>', 'who is to sign in your place'],
    options: { '*--meanings <list>': 'such as review,approval', '--model <name>': 'for one model only', '*--until <day>': 'the last day', '*--reason <text>': 'why' },
    run: async (session, { id: to, meanings, ...typed }, terminalOf) => {
      const terms = await toInput(delegationsContract.statement, { ...typed, to, meanings: parseList(String(meanings)) })
      const { delegations } = session.workspace
      return signShown(session, terminalOf, (who) => delegations.statement(who, terms), (who, signing) => delegations.grant(who, signing))
    },
    ...shown,
  })
  addAct(group, terminal, 'list', {
    about: 'Lists delegations, the newest first.',
    options: { '--person <email>': 'given or got by one person' },
    run: async ({ workspace }, typed) => workspace.delegations.list(await toInput(delegationsContract.list, typed)),
    json: (made) => made,
    text: (made) => (made.length === 0 ? 'There is no delegation.' : toTable(['delegation', 'state', 'from', 'to', 'until', 'for'], made.map(({ id, state, from, to, until, meanings, model }) => [id, toWords(state), from, to, until, `${meanings.join(', ')}${model === null ? '' : ` of ${model}`}`]))),
  })
  addAct(group, terminal, 'accept', { about: 'Accepts to sign in somebody’s place.', argument: one, run: async ({ workspace, actor }, typed) => workspace.delegations.accept(actor(), await toInput(delegationsContract.accept, typed)), ...shown })
  addAct(group, terminal, 'end', {
    about: 'Ends a delegation: revoked by whoever granted it, declined or given back by the other.',
    argument: one,
    options: { '*--reason <text>': 'why' },
    run: async ({ workspace, actor }, typed) => workspace.delegations.end(actor(), await toInput(delegationsContract.end, typed)),
    ...shown,
  })
}

function toText({ id, state, from, fromName, to, toName, meanings, model, until, reason, acts: done }: Delegation): string {
  return toFields([
    ['Delegation', `${id}  ${toWords(state)}`],
    ['From', `${fromName} <${from}>`],
    ['To', `${toName} <${to}>`],
    ['For', `${meanings.join(', ')}, ${model ?? 'all models'}`],
    ['Until', until],
    ['Reason', reason],
    ...toActRows(done),
  ])
}
