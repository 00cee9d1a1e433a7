import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { digestOf } from './digest.ts'

/** How long nobody types before a text is fetched. */
export const typingPauseMs = 400

/**
 * What is offered to be signed, for what was filled in; null: not all is filled in yet. It is fetched once and then left alone, also when the
 * ledger grows meanwhile: a text must not change under the eyes of the person reading it. `renew` fetches another one.
 */
export function useOffered<Asked, Offered>(asked: Asked | null, show: (asked: Asked) => Promise<Offered>, pauseMs = 0) {
  const { mutate, reset, data, error } = useMutation({ mutationFn: show })
  const key = asked === null ? '' : JSON.stringify(asked)
  const renew = useCallback(() => key !== '' && mutate(JSON.parse(key) as Asked), [mutate, key])
  useEffect(() => {
    reset()
    if (key === '') return undefined
    const timer = setTimeout(renew, pauseMs)
    return () => clearTimeout(timer)
  }, [key, renew, reset, pauseMs])
  return { offered: data, error, renew }
}

/** The same for one text. */
export function useStatement<Asked>(asked: Asked | null, show: (asked: Asked) => Promise<{ text: string }>, pauseMs = 0) {
  const { offered, error, renew } = useOffered(asked, show, pauseMs)
  return { text: offered?.text ?? '', error, renew }
}

interface Signed {
  sha256: string
  passphrase: string
}

/** Signs what stands on the screen: the digest is taken from the shown text, not from what the core said of it. */
export function useSignature<Answer>(shown: string, sign: (signed: Signed) => Promise<Answer>, onSigned?: (answer: Answer) => void) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ text, passphrase }: { text: string; passphrase: string }) => sign({ sha256: await digestOf(text), passphrase }),
    onSuccess: (answer) => onSigned?.(answer),
  })
  return { busy: isPending, error, onSign: (passphrase: string, done: () => void) => mutate({ text: shown, passphrase }, { onSettled: done }) }
}
