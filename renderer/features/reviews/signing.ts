import { answerableAct, type Permission, type Review, type StandIn, type StatementInput } from '../../../shared/contract/reviews.ts'
import { useDraft } from '../../api/draft.ts'
import { useApi } from '../../api/provider.tsx'
import { typingPauseMs, useSignature, useStatement } from '../../api/signing.ts'
import { type Choice, noTerms, type Terms } from './acts.ts'

export type ReviewDetail = Review & { permissions: Permission[]; standIns: StandIn[] }

/** What a person may do, also in somebody's place. */
export const withStandIns = ({ permissions, standIns }: Pick<ReviewDetail, 'permissions' | 'standIns'>): Permission[] =>
  permissions.map((one) => (!one.allowed && standIns.some(({ act }) => act === one.act) ? { ...one, allowed: true } : one))

/** A request of another workspace that was imported here: `F-12`. */
export const isForeign = (id: string): boolean => id.startsWith('F-')

/** The text of an act on a request and its signature; the request of another workspace is answered by its own procedures. */
export function useActSigning(id: string, input: StatementInput | null, onSigned: () => void) {
  const api = useApi()
  const show = (asked: StatementInput) => (isForeign(id) ? api.interop.statement.call({ ...asked, act: answerableAct.parse(asked.act), id }) : api.reviews.statement.call({ ...asked, id }))
  // An act that asks for nothing has its text at once.
  const statement = useStatement(input, show, input !== null && Object.keys(input).length > 1 ? typingPauseMs : 0)
  const signature = useSignature<unknown>(statement.text, (signed) => (isForeign(id) ? api.interop.sign.call({ id, ...signed }) : api.reviews.sign.call({ id, ...signed })), onSigned)
  return { statement, signature }
}

/** What was typed for a choice outlives a reload; it is dropped once it is signed. */
export function useDraftTerms(id: string, email: string, choice: Choice) {
  return useDraft<Terms>(`act.${id}.${email}.${choice}`, noTerms)
}
