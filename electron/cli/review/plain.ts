import type { Command } from 'commander'
import { reviewsContract, type PlainAct } from '../../../shared/contract/reviews.ts'
import { toInput } from '../input.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { toReviewJson, toReviewText } from './text.ts'

const verbs: readonly { act: PlainAct; about: string; reason: string }[] = [
  { act: 'return', about: 'Gives the request back to its owner. Signatures on this revision stay visible and count no more.', reason: 'what is wrong and what to do' },
  { act: 'revise', about: 'Begins a new revision of a request that was returned or is incomplete.', reason: 'what changes' },
  { act: 'withdraw', about: 'Takes the request back.', reason: 'why' },
  { act: 'suspend', about: 'Suspends an approval: use must stop or fall back until an approver lifts it.', reason: 'why' },
]

/** Acts that are an entry with a reason and no signature. */
export function addPlainActs(group: Command, terminal: Terminal): void {
  for (const { act, about, reason } of verbs) {
    const command = group.command(act).description(about).argument('<id>', 'the review, such as R-17')
    const option = act === 'revise' ? command.option('--reason <text>', reason) : command.requiredOption('--reason <text>', reason)
    option.action((id: string, options: { reason?: string }, here: Command) =>
      inWorkspace(terminal, here, async ({ workspace, actor }) => {
        const review = workspace.reviews[act](actor(), await toInput(reviewsContract[act], { id, ...options }))
        terminal.output.result(toReviewJson(review), toReviewText(review))
      }),
    )
  }
}
