import { resolve } from 'node:path'
import type { Call, Handlers } from '../../../../shared/contract/handlers.ts'
import type { reproductionsContract } from '../../../../shared/contract/reproductions.ts'
import type { Experiments, Who } from '../service.ts'

export const reproductionHandlers = (experiments: Experiments, who: (call: Call) => Who): Handlers<typeof reproductionsContract> => ({
  reproductions: ({ run }) => experiments.reproductions(run),
  reproductionNeeds: ({ run }) => experiments.reproductionNeeds(run),
  startReproduction({ run, files, ...input }, call) {
    const acting = who(call)
    return call.startJob('artefact', `Beginning a rerun of ${experiments.head(run).name}`, (work) => experiments.startReproduction(acting, { ...input, original: run, files: files.map((path) => resolve(path)) }, work))
  },
  addDataFiles({ run, files }, call) {
    call.actor()
    return call.startJob('artefact', 'Hashing data', (work) => experiments.addDataFiles(run, files.map((path) => ({ path: resolve(path) })), work))
  },
  writeReproductionKit: ({ run, dir }, call) => call.startJob('artefact', 'Writing a kit', (work) => experiments.writeReproductionKit(run, resolve(dir, `reproduce-${run.slice(0, 8)}`), [], work)),
})
