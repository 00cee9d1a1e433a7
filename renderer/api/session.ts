import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Person } from '../../shared/contract/identity.ts'
import { useApi } from './provider.tsx'

/** Whether the sign-in dialog is open: any screen may ask for it, the shell shows it. */
let asked = false
const listeners = new Set<() => void>()

export function askForSignIn(open = true): void {
  asked = open
  for (const listener of listeners) listener()
}

export function useSignInAsked(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
  )
}

/** Who acts in this window; null where nobody signed in, and until it is known. */
export function useActingPerson(): Person | null {
  const api = useApi()
  return useQuery(api.identity.current.queryOptions()).data ?? null
}

/** Tells whether somebody is signed in, and asks for it where not: what is written belongs to a person. */
export function useSignedIn(): () => boolean {
  const person = useActingPerson()
  return () => {
    if (person === null) askForSignIn()
    return person !== null
  }
}
