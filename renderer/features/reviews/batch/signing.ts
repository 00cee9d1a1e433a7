import { useMutation, useQueries } from '@tanstack/react-query'
import { batchAct, type BatchItem, type BatchTerms } from '../../../../shared/contract/reviews.ts'
import { digestOf } from '../../../api/digest.ts'
import { useApi } from '../../../api/provider.tsx'
import { typingPauseMs, useOffered } from '../../../api/signing.ts'

export type BatchAct = BatchTerms['act']

/** Acts that are open to the acting person in at least one of the requests; undefined until all are read. */
export function useBatchActs(ids: readonly string[]): { acts: BatchAct[] | undefined; error: unknown } {
  const api = useApi()
  const queries = useQueries({ queries: ids.map((id) => api.reviews.get.queryOptions({ input: { id } })) })
  const all = queries.flatMap(({ data }) => data ?? [])
  const error = queries.find((one) => one.error !== null)?.error ?? null
  if (all.length < ids.length) return { acts: undefined, error }
  return { acts: batchAct.options.filter((act) => all.some(({ permissions }) => permissions.some((one) => one.act === act && one.allowed))), error }
}

/** The texts offered for the requests. Null: not all is filled in yet. */
export function useBatchTexts(ids: readonly string[], terms: BatchTerms | null) {
  const api = useApi()
  const asked = terms === null ? null : { ...terms, ids: [...ids] }
  const { offered: items, error, renew } = useOffered(asked, (input) => api.reviews.batchStatements.call(input), terms?.conflict === undefined ? 0 : typingPauseMs)
  return { items, error, renew }
}

/** Signs what stands on the screen: each digest is taken from the shown text. */
export function useSignBatch() {
  const api = useApi()
  return useMutation({
    mutationFn: async ({ items, passphrase }: { items: readonly BatchItem[]; passphrase: string }) =>
      api.reviews.signBatch.call({ items: await Promise.all(items.map(async ({ id, shown }) => ({ id, sha256: await digestOf(shown?.text ?? '') }))), passphrase }),
  })
}
