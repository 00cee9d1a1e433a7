import { Option, type Command } from 'commander'
import { batchAct, reviewsContract, type BatchItem } from '../../../shared/contract/reviews.ts'
import { signedActs } from '../../../shared/review-acts.ts'
import { AppError } from '../../../shared/errors.ts'
import { confirm } from '../confirm.ts'
import { toInput } from '../input.ts'
import { readPassphrase } from '../passphrase.ts'
import { inWorkspace, type Session, type Terminal } from '../session.ts'
import { toReviewJson, toReviewText } from './text.ts'

interface Words {
  meaning: string
  conflict?: string
  confirm?: string[]
}

const meanings: Readonly<Record<string, (typeof batchAct.options)[number]>> = Object.fromEntries(batchAct.options.map((act) => [signedActs[act].meaning, act]))

const more = (id: string, before: string[] | undefined) => [...(before ?? []), id]

export function addBatch(group: Command, terminal: Terminal): void {
  group
    .command('sign-batch')
    .description('Signs several requests with one passphrase, where their policy allows that. Each statement is printed whole and has to be confirmed by itself; all of them are signed, or none.')
    .argument('<id...>', 'the reviews, such as R-17 R-21')
    .addOption(new Option('--meaning <meaning>', 'what every signature means').choices(Object.keys(meanings)).makeOptionMandatory())
    .option('--conflict <text>', 'with responsibility: interests that could sway you; "none" is an answer')
    .option('--confirm <id>', 'confirms this one beforehand, where no terminal can ask; once for each', more)
    .action((ids: string[], words: Words, command: Command) => inWorkspace(terminal, command, (session) => signBatch(terminal, session, ids, words)))
}

/** What is signed is what was printed and confirmed: the digest of each text goes with the passphrase. */
async function signBatch(terminal: Terminal, { workspace, actor }: Session, ids: string[], { meaning, conflict, confirm: confirmed = [] }: Words): Promise<void> {
  const who = actor()
  const all = workspace.reviews.batchStatements(who, await toInput(reviewsContract.batchStatements, { ids, act: meanings[meaning], conflict }))
  const refused = all.filter(({ why }) => why !== null)
  if (refused.length > 0) throw new AppError('FORBIDDEN', `${refused.map(({ id, why }) => `${id}: ${why}`).join('\n')}\nNothing was signed.`)
  const items: { id: string; sha256: string }[] = []
  for (const [at, item] of all.entries()) items.push(await confirmOne(terminal, item, `${at + 1} of ${all.length}`, confirmed))
  const passphrase = await readPassphrase(who)
  const reviews = await workspace.reviews.signBatch(who, await toInput(reviewsContract.signBatch, { items, passphrase }))
  terminal.output.result(reviews.map(toReviewJson), reviews.map(toReviewText).join('\n\n'))
}

async function confirmOne({ output }: Terminal, { id, shown }: BatchItem, place: string, beforehand: readonly string[]): Promise<{ id: string; sha256: string }> {
  output.say(`${place}: ${id}\n\n${shown!.text}`)
  if (!beforehand.includes(id) && !(await confirm(`Sign ${id}, ${place}?`))) {
    throw new AppError('CANCELLED', `${id} was not confirmed; nothing was signed. Name only those that you confirm, each with --confirm where no terminal can ask.`)
  }
  return { id, sha256: shown!.sha256 }
}
