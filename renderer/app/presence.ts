import { useEffect } from 'react'
import { useConnection } from '../api/provider.tsx'

/** Said at most so often; what comes in between is said at the end of it. */
const everyMs = 15_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

/** Tells the core that somebody is here, for as long as somebody is: without a sign of them it signs them out after the policy's pause. */
export function usePresence(): void {
  const { client } = useConnection()
  useEffect(() => followPresence(window, () => client.identity.attend()), [client])
}

/** Calls `say` at the first sign, and then every 15 seconds in which there is one. Returns what ends it. */
export function followPresence(target: EventTarget, say: () => Promise<unknown>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let again = false
  const tell = () => {
    again = false
    timer = setTimeout(() => {
      timer = undefined
      if (again) tell()
    }, everyMs)
    // Where nobody answers the shell says so.
    say().catch(() => undefined)
  }
  const seen = () => {
    if (timer === undefined) tell()
    else again = true
  }
  for (const sign of signs) target.addEventListener(sign, seen, { capture: true, passive: true })
  return () => {
    clearTimeout(timer)
    for (const sign of signs) target.removeEventListener(sign, seen, { capture: true })
  }
}
