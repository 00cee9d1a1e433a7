import { askForSignIn, useActingPerson } from '../../api/session.ts'

/** Tells whether somebody is signed in, and asks for it where not: a draft belongs to a person. */
export function useSignedIn(): () => boolean {
  const person = useActingPerson()
  return () => {
    if (person === null) askForSignIn()
    return person !== null
  }
}
