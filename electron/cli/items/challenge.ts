import type { Command } from 'commander'
import { challengesContract, type Challenge } from '../../../shared/contract/challenges.ts'
import { toInput } from '../input.ts'
import { toFields, toTable } from '../output.ts'
import type { Terminal } from '../session.ts'
import { addAct, toActRows, toPermissionRows, type Act } from './acts.ts'

const one = ['<id>', 'the challenge, such as H-31'] as const
const shown = { json: (made: Challenge) => made, text: (made: Challenge) => toText(made) }

const acts: Readonly<Record<string, Pick<Act<Challenge>, 'about' | 'options' | 'run'>>> = {
  answer: { about: 'Answers it, by the owner of the model.', options: { '*--text <text>': 'the answer' }, run: async ({ workspace, actor }, typed) => workspace.challenges.answer(actor(), await toInput(challengesContract.answer, typed)) },
  close: {
    about: 'Closes it, by whoever raised it and nobody else; a disagreement goes to the approver.',
    options: { '*--disposition <word>': 'accepted-and-changed, accepted-and-documented, answered-to-satisfaction, disagreed-and-escalated or withdrawn', '*--text <text>': 'why' },
    run: async ({ workspace, actor }, { disposition, ...typed }) => workspace.challenges.close(actor(), await toInput(challengesContract.close, { ...typed, disposition: String(disposition).toLowerCase().replaceAll('-', '_') })),
  },
  decide: { about: 'Decides what was disagreed about, by an approver.', options: { '*--text <text>': 'the decision and its reason' }, run: async ({ workspace, actor }, typed) => workspace.challenges.decide(actor(), await toInput(challengesContract.decide, typed)) },
}

export function addChallenge(program: Command, terminal: Terminal): void {
  const group = program.command('challenge').description('what validators put in question about a request, with the answers')
  addAct(group, terminal, 'raise', {
    about: 'Puts something about a request in question.',
    argument: ['<review>', 'the request, such as R-17'],
    options: { '*--area <area>': 'purpose, data, method, outcome or use', '*--text <text>': 'the question and why it matters' },
    run: async ({ workspace, actor }, { id: review, ...typed }) => workspace.challenges.raise(actor(), await toInput(challengesContract.raise, { ...typed, review })),
    ...shown,
  })
  addAct(group, terminal, 'list', {
    about: 'Lists challenges in their order.',
    options: { '--review <id>': 'of one request', '--version <model@n>': 'of one version', '--state <state>': 'open, answered, escalated or closed' },
    run: async ({ workspace }, typed) => workspace.challenges.list(await toInput(challengesContract.list, typed)),
    json: (made) => made,
    text: (made) => (made.length === 0 ? 'There is no such challenge.' : toTable(['challenge', 'state', 'of', 'area', 'by', 'text'], made.map(({ id, state, review, area, by, text }) => [id, state, review, area, by, text.split('\n')[0]!]))),
  })
  addAct(group, terminal, 'show', {
    about: 'Shows a challenge with its answers, and what whoever acts (--as) may do.',
    argument: one,
    run: async ({ workspace, reader }, typed) => {
      const { id } = await toInput(challengesContract.get, typed)
      const who = reader()
      return { ...workspace.challenges.get(id), permissions: who === null ? [] : workspace.challenges.permissions(id, who) }
    },
    json: (made) => made,
    text: (made) => [toText(made), toFields(toPermissionRows(made.permissions))].filter(Boolean).join('\n\n'),
  })
  for (const [name, act] of Object.entries(acts)) addAct(group, terminal, name, { ...act, argument: one, ...shown })
}

function toText({ id, state, review, version, revision, area, acts: done }: Challenge): string {
  return toFields([['Challenge', `${id}  ${state}`], ['About', `the ${area}, of ${review} revision ${revision}, ${version}`], ...toActRows(done)])
}
