import { resolve } from 'node:path'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { identityContract } from '../../../shared/contract/identity.ts'
import type { Identity } from './service.ts'

/** Sign-in, sign-out and presence are of the window's session, which the core owns. */
export function identityHandlers(identity: Identity): Omit<Handlers<typeof identityContract>, 'current' | 'signIn' | 'signOut' | 'attend'> {
  return {
    people: () => identity.people(),
    keys: ({ email }) => identity.keys(email),
    readKey: ({ email, vkey }) => ({ fingerprint: identity.readKey(email, vkey.trim()) }),
    enrol: (input, call) => identity.enrol(call.actor(), input),
    enrolKey: (input, call) => identity.enrolKey(call.actor(), { ...input, vkey: input.vkey.trim() }),
    replaceKey: (input, call) => identity.replaceKey(call.actor(), input),
    replaceKeyBy: (input, call) => identity.replaceKeyBy(call.actor(), input),
    recordContact: (input, call) => identity.recordContact(call.actor(), input),
    revokeKey: (input, call) => identity.revokeKey(call.actor(), input),
    exportKey: (input, call) => identity.exportKey(call.actor(), { ...input, file: resolve(input.file) }),
    importKey: (input) => identity.importKey({ ...input, file: resolve(input.file) }),
  }
}
