import type { Command } from 'commander'
import { reviewsContract, type SignedAct } from '../../../shared/contract/reviews.ts'
import { decideForeign, isForeign } from '../foreign-review.ts'
import { toInput } from '../input.ts'
import { readPassphrase } from '../passphrase.ts'
import { inWorkspace, type Session, type Terminal } from '../session.ts'
import { parseCondition } from './conditions.ts'
import { toReviewJson, toReviewText } from './text.ts'

interface Words {
  reason?: string
  reasonCode?: string[]
  needed?: string
  conflict?: string
  conclusion?: string
  scope?: string
  condition?: string[]
  onBehalfOf?: string
}

interface Verb {
  act: SignedAct
  about: string
  options?: (command: Command) => Command
  /** May be given to a request of another workspace too. */
  foreign?: boolean
}

const more = (value: string, before: string[] = []) => [...before, value]
const conditions = (command: Command) =>
  command.option('--condition <text;owner;due;expects[;control;finding]>', 'what it rests on, such as "Explain the gap;ana@example.org;2027-02-01;a second check"; may be repeated', more)

/** One command an act; each prints its statement and signs exactly that. */
const verbs: Readonly<Record<string, Verb>> = {
  submit: {
    act: 'submit',
    about: 'Freezes manifest, evidence and policy, with the owner’s signature that they answer for it.',
    options: (command) => command.option('--conflict <text>', 'interests that could sway you; "none" is an answer'),
  },
  validate: {
    act: 'validate',
    about: 'Signs the validation: an independent assessment, with its conclusion.',
    options: (command) => command.option('--conclusion <word>', 'fit, fit-with-limits or not-fit', (word) => word.toLowerCase().replaceAll('-', '_')),
    foreign: true,
  },
  sign: { act: 'review', about: 'Signs the review: the evidence was examined and is adequate.', foreign: true },
  verify: { act: 'verify', about: 'Signs the verification: what runs is this version and reproduces the reference results.', foreign: true },
  approve: {
    act: 'approve',
    about: 'Approves, with conditions where some are named. The approval ends by itself.',
    options: (command) => conditions(command.option('--scope <text>', 'for which environment, population or volume')),
    foreign: true,
  },
  reject: {
    act: 'reject',
    about: 'Decides against it, with reasons and what a new submission would need. That ends the request.',
    options: (command) => command.option('--reason-code <code>', 'one of the policy, such as data_unfit; may be repeated', more).option('--needed <text>', 'what a new submission would need'),
    foreign: true,
  },
  settle: { act: 'settle', about: 'Signs that all conditions of the approval are met.' },
  lift: { act: 'lift', about: 'Lifts a suspension: its cause is resolved, or kept in check under conditions.', options: conditions },
  revoke: { act: 'revoke', about: 'Takes the approval back for cause, with effect from now.' },
  retire: { act: 'retire', about: 'Ends the use in good order.' },
}

export function addSignedActs(group: Command, terminal: Terminal): void {
  for (const [name, { act, about, options = (command: Command) => command, foreign = false }] of Object.entries(verbs)) {
    const command = group
      .command(name)
      .description(`${about} The exact statement is printed before the passphrase is asked for.`)
      .argument('<id>', foreign ? 'the review, such as R-17, or F-12 from another workspace' : 'the review, such as R-17')
    options(command)
      .option('--reason <text>', 'why, or a remark; it becomes part of the statement')
      .option('--on-behalf-of <email>', 'in whose place, where a delegation says so')
      .action((id: string, words: Words, here: Command) => inWorkspace(terminal, here, (session) => (foreign && isForeign(id) ? decideForeign : decide)(terminal, session, toTyped(id, act, words))))
  }
}

function toTyped(id: string, act: SignedAct, { reasonCode, condition, ...words }: Words): { id: string; act: SignedAct } & Record<string, unknown> {
  return { id, act, ...words, ...(reasonCode && { reasonCodes: reasonCode }), ...(condition && { conditions: condition.map(parseCondition) }) }
}

/** What is signed is what was printed: the digest of the printed text goes with the passphrase. */
async function decide(terminal: Terminal, { workspace, actor }: Session, typed: { id: string } & Record<string, unknown>): Promise<void> {
  const who = actor()
  const statement = workspace.reviews.statement(who, await toInput(reviewsContract.statement, typed))
  terminal.output.say(statement.text)
  const passphrase = await readPassphrase(who)
  const review = await workspace.reviews.sign(who, await toInput(reviewsContract.sign, { id: typed.id, sha256: statement.sha256, passphrase }))
  terminal.output.result({ ...toReviewJson(review), statement: statement.text }, toReviewText(review))
}
