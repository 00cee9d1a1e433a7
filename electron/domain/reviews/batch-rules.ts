import { whyNotInBatch } from '../../../shared/batch-signing.ts'
import type { BatchTerms, BatchPlace } from '../../../shared/contract/reviews.ts'
import { parseRef } from '../../../shared/ids.ts'
import type { StoredEntry } from '../ledger/service.ts'
import { toDecision } from './entries.ts'
import type { Candidate, ReviewFacts } from './facts.ts'
import { whyNot } from './rules.ts'

/** For each request why this person may not sign it together with the others now, or null. Each is judged as if it were signed by itself, too. */
export function findRefusals(all: readonly ReviewFacts[], person: Candidate, terms: BatchTerms): (string | null)[] {
  return all.map((facts, at) => {
    const inBatch = whyNotInBatch(facts.policy, { tier: facts.bundle.tier, act: terms.act, of: all.length })
    return inBatch ?? whyNot(facts, terms.act, person, terms) ?? whyNotBeside(facts, all.slice(0, at))
  })
}

/** One approval ends the other: which one stands then is a decision of its own. */
function whyNotBeside({ review }: ReviewFacts, others: readonly ReviewFacts[]): string | null {
  const { name } = parseRef(review.version)
  const rival = others.find((one) => one.review.useCase === review.useCase && parseRef(one.review.version).name === name)
  return rival ? `R-${rival.review.seq} is about ${rival.review.version}, for the same use; what is decided on one bears on the other. Sign them one by one.` : null
}

type Decision = { review: string; note: string; batch?: BatchPlace }
const bodyOf = ({ body }: StoredEntry) => body as Decision

/**
 * Why a signature is not the one of a batch that it says it is, or null: the others stand right before and after it, in the same act.
 * `before`: the signature before it, if any; `next`: the entries after it.
 */
export function findTornBatch(entry: StoredEntry, before: StoredEntry | null, next: readonly StoredEntry[]): string | null {
  const { batch } = bodyOf(entry)
  if (!batch) return null
  const { number, of } = batch
  const told = `it says that it is number ${number} of ${of} in a batch`
  if (number > of) return `${told}.`
  if (number > 1 && !follows(before, entry)) return `${told}, and number ${number - 1} does not stand before it.`
  const after = next.find(({ kind }) => kind === 'decision/v1') ?? null
  return number < of && !(after && follows(entry, after)) ? `${told}, and number ${number + 1} does not follow.` : null
}

function follows(before: StoredEntry | null, entry: StoredEntry): boolean {
  const [one, other] = [before && bodyOf(before).batch, bodyOf(entry).batch]
  if (!before || !one || !other || one.of !== other.of || one.number + 1 !== other.number) return false
  const wordOf = (of: StoredEntry) => toDecision(of.seq, of.at, of.actor, bodyOf(of)).decision
  return before.actor === entry.actor && before.at === entry.at && wordOf(before) === wordOf(entry)
}
