import type { Command } from 'commander'
import { waiversContract, type Waiver } from '../../../shared/contract/waivers.ts'
import { AppError } from '../../../shared/errors.ts'
import { toWords } from '../../../shared/id-words.ts'
import { toInput } from '../input.ts'
import { toFields, toTable } from '../output.ts'
import type { Terminal } from '../session.ts'
import { addAct, signShown, toActRows, toPermissionRows } from './acts.ts'

const one = ['<id>', 'the waiver, such as W-31'] as const
const shown = { json: (made: Waiver) => made, text: (made: Waiver) => toText(made) }

export function addWaiver(program: Command, terminal: Terminal): void {
  const group = program.command('waiver').description('signed exceptions from what the policy asks for; each of them ends')
  addAct(group, terminal, 'propose', {
    about: 'Proposes an exception for one version. Some things are never waived, and none is waived for longer than the policy says.',
    argument: ['<model@n>', 'the version'],
    options: {
      '*--type <type>': 'missing-evidence, threshold-miss, separation-of-duties or policy-deviation',
      '--evidence <kind>': 'the kind of evidence that may be missing, such as datasheet',
      '--is <property>': 'with --evidence: the one property that it may lack, such as passed',
      '--rule <rule>': 'validator-not-author or owner-not-only-approval',
      '--person <email>': 'with --rule: who is let off it',
      '--deviation <control>': 'another control, such as change_freeze; of test sets: test_set_sealed, test_set_independence or test_set_uses',
      '*--reason <text>': 'why',
      '--control <text>': 'what keeps the risk in check meanwhile',
      '*--owner <email>': 'who answers for it',
      '*--until <day>': 'the last day',
    },
    run: async ({ workspace, actor }, { id: version, type, evidence, is, rule, person, deviation, ...typed }) =>
      workspace.waivers.propose(actor(), await toInput(waiversContract.propose, { ...typed, version, type: toWord(type), deviation: toDeviation({ evidence, is, rule, person, control: deviation }) })),
    ...shown,
  })
  addAct(group, terminal, 'list', {
    about: 'Lists waivers, the newest first.',
    options: { '--version <model@n>': 'for one version', '--state <state>': 'proposed, live, expired, refused, withdrawn or ended' },
    run: async ({ workspace }, typed) => workspace.waivers.list(await toInput(waiversContract.list, typed)),
    json: (made) => made,
    text: (made) => (made.length === 0 ? 'There is no such waiver.' : toTable(['waiver', 'state', 'for', 'until', 'owner', 'lets'], made.map(({ id, state, version, until, owner, lets }) => [id, state, version, until, owner, lets]))),
  })
  addAct(group, terminal, 'show', {
    about: 'Shows a waiver with everything that happened to it, and what whoever acts (--as) may do.',
    argument: one,
    run: async ({ workspace, reader }, typed) => {
      const { id } = await toInput(waiversContract.get, typed)
      const who = reader()
      return { ...workspace.waivers.get(id), permissions: who === null ? [] : workspace.waivers.permissions(id, who) }
    },
    json: (made) => made,
    text: (made) => [toText(made), toFields(toPermissionRows(made.permissions))].filter(Boolean).join('\n\n'),
  })
  addAct(group, terminal, 'grant', {
    about: 'Prints the exact statement and signs it: the exception holds from then on.',
    argument: one,
    run: async (session, typed, to) => {
      const { id } = await toInput(waiversContract.statement, typed)
      const { waivers } = session.workspace
      return signShown(session, to, (who) => waivers.statement(who, { id }), (who, signing) => waivers.grant(who, { id, ...signing }))
    },
    ...shown,
  })
  const endings = { refuse: 'Refuses a proposed waiver.', withdraw: 'Takes a proposed waiver back.', end: 'Ends a live waiver before its time.' } as const
  for (const [name, about] of Object.entries(endings)) {
    addAct(group, terminal, name, { about, argument: one, options: { '*--reason <text>': 'why' }, run: async ({ workspace, actor }, typed) => workspace.waivers[name as keyof typeof endings](actor(), await toInput(waiversContract.refuse, typed)), ...shown })
  }
}

const toWord = (typed: unknown) => (typeof typed === 'string' ? typed.toLowerCase().replaceAll('-', '_') : typed)

function toDeviation({ evidence, is, rule, person, control }: Record<'evidence' | 'is' | 'rule' | 'person' | 'control', unknown>) {
  const named = [evidence, rule, control].filter((given) => given !== undefined)
  if (named.length !== 1) throw new AppError('BAD_INPUT', 'Say what is deviated from, with one of --evidence, --rule and --deviation.')
  if (evidence !== undefined) return { of: 'evidence', kind: toWord(evidence), is: is === undefined ? null : toWord(is) }
  return rule === undefined ? { of: 'control', control } : { of: 'separation', rule: toWord(rule), person }
}

function toText({ id, state, lets, version, type, reason, control, owner, until, tier, granted, acts: done }: Waiver): string {
  return toFields([
    ['Waiver', `${id}  ${state}`],
    ['Lets', lets],
    ['For', `${version}, tier ${tier}`],
    ['Type', toWords(type)],
    ['Reason', reason],
    ['Control', control ?? 'none'],
    ['Owner', owner],
    ['Until', until],
    ['Granted', granted === null ? 'not yet' : `by ${granted.by} as ${toWords(granted.role)}, entry ${granted.seq}`],
    ...toActRows(done),
  ])
}
