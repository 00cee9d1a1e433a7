import { basename, resolve } from 'node:path'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import type { interopContract } from '../../../shared/contract/interop.ts'
import type { Interop } from './service.ts'

/**
 * `interop` is asked at each call and throws NO_WORKSPACE where none is open; `inspect` is given apart, because a bundle can be
 * looked at before any workspace is open.
 */
export function interopHandlers(interop: () => Interop, inspect: Interop['inspect']): Handlers<typeof interopContract> {
  return {
    inspect: ({ path }) => inspect(resolve(path)),
    import(input, call) {
      const [actor, path] = [call.actor(), resolve(input.path)]
      return call.startJob('import', `Importing ${basename(path)}`, (work) => interop().import(actor, { ...input, path }, work))
    },
    export: (input, call) => interop().export(call.actor(), input),
    requests: () => interop().requests(),
    request: ({ id }, call) => interop().request(id, call.actorOrNull()),
    statement: (input, call) => interop().statement(call.actor(), input),
    sign: (input, call) => interop().sign(call.actor(), input),
  }
}
