import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { answerableAct, type Permission, type Review, type StandIn, type StatementInput } from '../../../shared/contract/reviews.ts'
import { useDraft } from '../../api/draft.ts'
import { useApi } from '../../api/provider.tsx'
import { digestOf } from '../../api/digest.ts'
import { type Choice, noTerms, type Terms } from './acts.ts'

export type ReviewDetail = Review & { permissions: Permission[]; standIns: StandIn[] }

/** What a person may do, also in somebody's place. */
export const withStandIns = ({ permissions, standIns }: Pick<ReviewDetail, 'permissions' | 'standIns'>): Permission[] =>
  permissions.map((one) => (!one.allowed && standIns.some(({ act }) => act === one.act) ? { ...one, allowed: true } : one))

/** A request of another workspace that was imported here: `F-12`. */
export const isForeign = (id: string): boolean => id.startsWith('F-')

/**
 * The text offered for what was chosen. It is fetched once and then left alone, also when the ledger grows meanwhile:
 * a text must not change under the eyes of the person reading it. `renew` fetches another one. Null: not all is filled in yet.
 */
export function useStatement(id: string, input: StatementInput | null) {
  const api = useApi()
  const { mutate, reset, data, error } = useMutation({
    mutationFn: (asked: StatementInput) => (isForeign(id) ? api.interop.statement.call({ ...asked, act: answerableAct.parse(asked.act), id }) : api.reviews.statement.call({ ...asked, id })),
  })
  const key = input === null ? '' : JSON.stringify(input)
  const renew = useCallback(() => key !== '' && mutate(JSON.parse(key) as StatementInput), [mutate, key])
  useEffect(() => {
    reset()
    if (key === '') return undefined
    // While something is being typed, one text for the pause after it is enough.
    const timer = setTimeout(renew, Object.keys(JSON.parse(key) as StatementInput).length > 1 ? 400 : 0)
    return () => clearTimeout(timer)
  }, [key, renew, reset])
  return { text: data?.text ?? '', error, renew }
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

/** What was typed for a choice outlives a reload; it is dropped once it is signed. */
export function useDraftTerms(id: string, email: string, choice: Choice) {
  return useDraft<Terms>(`act.${id}.${email}.${choice}`, noTerms)
}
