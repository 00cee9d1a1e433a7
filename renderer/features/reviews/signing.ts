import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import type * as z from 'zod'
import type { Meaning, permission, Review } from '../../../shared/contract/reviews.ts'
import { useDraft } from '../../api/draft.ts'
import { useApi } from '../../api/provider.tsx'
import { digestOf } from '../../api/digest.ts'

export type Permission = z.infer<typeof permission>
export type ReviewDetail = Review & { permissions: Permission[]; mayDecline: boolean }

export interface Intent {
  readonly meaning: Meaning
  readonly decision: 'sign' | 'decline'
  readonly reason: string
}

/** A request of another workspace that was imported here: `F-12`. */
const isForeign = (id: string): boolean => id.startsWith('F-')

/** A declining text exists only with its reason in it, on one line as the statement holds it. */
const toInput = (id: string, { meaning, decision, reason }: Intent) =>
  decision === 'decline' ? { id, meaning, decision, reason } : { id, meaning, decision }

/**
 * The text offered for one intent. It is fetched once and then left alone, also when the ledger grows meanwhile:
 * a text must not change under the eyes of the person reading it. `renew` fetches another one.
 */
export function useStatement(id: string, { meaning, decision, reason }: Intent) {
  const api = useApi()
  const { mutate, reset, data, error } = useMutation({
    mutationFn: (input: ReturnType<typeof toInput>) => (isForeign(id) ? api.interop.statement.call(input) : api.reviews.statement.call(input)),
  })
  const ready = decision === 'sign' || reason.trim() !== ''
  const renew = useCallback(() => mutate(toInput(id, { meaning, decision, reason })), [mutate, id, meaning, decision, reason])
  useEffect(() => {
    reset()
    if (!ready) return undefined
    // While a reason is being typed, one text for the pause after it is enough.
    const timer = setTimeout(renew, decision === 'decline' ? 400 : 0)
    return () => clearTimeout(timer)
  }, [ready, renew, reset, decision])
  return { text: data?.text ?? '', error, ready, renew }
}

/** Signs what stands on the screen: the digest is taken from the shown text, not from what the core said of it. */
export function useSign(id: string) {
  const api = useApi()
  return useMutation({
    mutationFn: async ({ shown, passphrase }: { shown: string; passphrase: string }): Promise<unknown> => {
      const input = { id, sha256: await digestOf(shown), passphrase }
      return isForeign(id) ? api.interop.sign.call(input) : api.reviews.sign.call(input)
    },
  })
}

/** Reasons typed so far outlive a reload; they are dropped once they are signed. */
export function useDraftReason(id: string, email: string) {
  return useDraft(`decline.${id}.${email}`, '')
}
