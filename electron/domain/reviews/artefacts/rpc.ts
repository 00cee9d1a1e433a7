import type { artefactsContract } from '../../../../shared/contract/artefacts.ts'
import type { Handlers } from '../../../../shared/contract/handlers.ts'
import type { Artefacts } from './service.ts'

export function artefactsHandlers(artefacts: Artefacts): Handlers<typeof artefactsContract> {
  return {
    list: (input) => artefacts.list(input),
    place: (input) => artefacts.place(input),
    forget: (input) => artefacts.forget(input),
    look: (_input, call) => call.startJob('look', 'Looking at artefacts', (work) => artefacts.look(work)),
  }
}
