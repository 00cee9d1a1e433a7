import type { BatchItem, BatchTerms, Review } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'
import { createShownTexts } from '../identity/service.ts'
import type { EntryDraft } from '../ledger/service.ts'
import { findRefusals } from './batch-rules.ts'
import type { Reviews, ReviewsOptions, SignBatchInput } from './service.ts'
import { toEntries, toSignableText, type SigningOptions } from './signing.ts'

/** Several requests with one passphrase: each statement whole and by its digest, each signature an entry of its own, all in one transaction. */
export function createBatchSigning(options: ReviewsOptions, { readers, successorsOf, candidate, tick }: SigningOptions): Pick<Reviews, 'batchStatements' | 'signBatch'> {
  const { identity, ledger, clock } = options
  const shown = createShownTexts<BatchTerms & { id: string }>(clock)
  const look = (actor: string, ids: readonly string[], terms: BatchTerms) => {
    const all = ids.map((id) => readers.facts(id))
    return { all, why: findRefusals(all, candidate(actor), terms) }
  }
  /** The first that is refused keeps all of them out. */
  const refuse = (actor: string, ids: readonly string[], terms: BatchTerms) => {
    const { all, why } = look(actor, ids, terms)
    const at = why.findIndex((one) => one !== null)
    if (at >= 0) throw new AppError('FORBIDDEN', `${ids[at]}: ${why[at]} Nothing was signed.`)
    return all
  }
  return {
    batchStatements(actor, { ids, ...terms }) {
      refuseTwice(ids)
      const { all, why } = look(actor, ids, terms)
      return all.map((facts, at): BatchItem => {
        const [id, version, refusal] = [ids[at]!, facts.review.version, why[at] ?? null]
        if (refusal !== null) return { id, version, shown: null, why: refusal }
        const ground = { facts, useCaseName: options.useCase(facts.review.useCase).name, ledger: { origin: ledger.origin, ...ledger.tip() } }
        return { id, version, shown: shown.handOut(actor, id, named(id, () => toSignableText(ground, candidate(actor), terms, clock)), { ...terms, id }), why: null }
      })
    },
    async signBatch(actor, { items, passphrase }: SignBatchInput): Promise<Review[]> {
      const ids = items.map(({ id }) => id)
      refuseTwice(ids)
      const texts = items.map((item) => named(item.id, () => shown.find(actor, item)))
      const terms = toTerms(texts.map(({ input }) => input))
      const versions = new Set(refuse(actor, ids, terms).map(({ review }) => review.version))
      const signer = await identity.unlock(actor, passphrase)
      for (const version of versions) tick(version)
      ledger.append(actor, (tip, at) =>
        refuse(actor, ids, terms).reduce<EntryDraft[]>((drafts, facts, index) => {
          const of = { actor, at, seq: tip.size + drafts.length, signer, text: texts[index]!.text, terms, batch: { number: index + 1, of: items.length } }
          return [...drafts, ...named(ids[index]!, () => toEntries(options, facts, successorsOf, of))]
        }, []),
      )
      for (const { sha256 } of items) shown.signed(sha256)
      return ids.map((id) => readers.get(id))
    },
  }
}

function refuseTwice(ids: readonly string[]): void {
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined) throw new AppError('BAD_INPUT', `${twice} is named twice; a request is signed once.`)
}

/** What was asked for with every text alike: one act has one meaning. */
function toTerms(inputs: readonly (BatchTerms & { id: string })[]): BatchTerms {
  const { id: _id, ...terms } = inputs[0]!
  const other = inputs.find(({ act, conflict }) => act !== terms.act || conflict !== terms.conflict)
  if (other) throw new AppError('BAD_INPUT', `The text of ${other.id} was shown for another act than that of ${inputs[0]!.id}. Sign together what was shown together.`)
  return terms
}

/** Whatever keeps one of them out says which one that is. */
function named<T>(id: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (error instanceof AppError && !new RegExp(`${id}\\b`).test(error.message)) throw new AppError(error.code, `${id}: ${error.message}`, { cause: error })
    throw error
  }
}
