import { basename, resolve } from 'node:path'
import type { experimentsContract } from '../../../shared/contract/experiments.ts'
import type { Call, Handlers } from '../../../shared/contract/handlers.ts'
import type { runImportProcedures } from '../../../shared/contract/run-import.ts'
import type { runViewProcedures } from '../../../shared/contract/run-views.ts'
import { parseMetricValue } from '../../../shared/contract/runs.ts'
import { reproductionHandlers } from './reproductions/rpc.ts'
import type { Experiments, Who } from './service.ts'

export function experimentsHandlers(experiments: Experiments): Handlers<typeof experimentsContract> {
  const who = (call: Call): Who => ({ person: call.actor(), source: 'app', client: null })
  return {
    ...viewHandlers(experiments),
    ...importHandlers(experiments),
    ...reproductionHandlers(experiments, who),
    list: (filter) => experiments.list(filter),
    get: ({ id }) => experiments.get(id),
    open: (input, call) => experiments.open(call.actor(), input),
    change: ({ id, ...changes }, call) => experiments.change(call.actor(), id, changes),
    keys: ({ experiments: ids }) => experiments.keys(ids),
    runs: (query) => experiments.search(query),
    run: ({ run }) => experiments.run(run),
    start: (input, call) => experiments.start(who(call), input),
    log({ run, metrics, parameters, tags }, call) {
      call.actor()
      experiments.log(run, { points: metrics.map((point) => ({ ...point, value: parseMetricValue(point.value) })), parameters, tags })
      return experiments.head(run)
    },
    removeTag({ run, key }, call) {
      call.actor()
      experiments.removeTag(run, key)
      return experiments.head(run)
    },
    addArtefact({ run, file, path }, call) {
      call.actor()
      return call.startJob('artefact', `Adding ${file}`, (work) => experiments.addFiles(run, resolve(file), path, work))
    },
    addDataset({ run, snapshot, role }, call) {
      call.actor()
      experiments.addSnapshot(run, snapshot, role)
      return experiments.head(run)
    },
    rename({ run, name }, call) {
      call.actor()
      return experiments.update(run, { name })
    },
    finish: ({ run, status }, call) => experiments.finish(call.actor(), run, { status }),
    reopen({ run }, call) {
      call.actor()
      return experiments.reopen(run)
    },
    discard: ({ run, reason }, call) => experiments.discard(call.actor(), run, reason),
    restore: ({ run, reason }, call) => experiments.restore(call.actor(), run, reason),
    versionParts: (origin) => experiments.versionParts(origin),
    toVersion(input, call) {
      const actor = call.actor()
      return call.startJob('version', `Describing a version of ${input.model}`, (work) => experiments.toVersion(actor, input, work))
    },
    notebook: ({ run, path }) => experiments.notebook(run, path),
    series: ({ run, keys, points }) => experiments.series(run, keys, points),
  }
}

const viewHandlers = (experiments: Experiments): Handlers<typeof runViewProcedures> => ({
  cells: (asked) => experiments.cells(asked),
  values: (asked) => experiments.usedValues(asked),
  views: ({ experiment }) => experiments.views.list(experiment),
  saveView: (view, call) => experiments.views.save(call.actor(), view),
  renameView({ view, name }, call) {
    call.actor()
    return experiments.views.rename(view, name)
  },
  removeView({ view }, call) {
    call.actor()
    return { removed: experiments.views.remove(view) }
  },
})

const importHandlers = (experiments: Experiments): Handlers<typeof runImportProcedures> => ({
  importSource: ({ path }) => experiments.importSource(resolve(path)),
  importRuns({ path, experiments: names, dryRun }, call) {
    const person = call.actor()
    return call.startJob('run_import', `${dryRun ? 'Looking at' : 'Importing from'} ${basename(path)}`, async (work) => ({ ...(await experiments.importRuns(person, { path: resolve(path), experiments: names, dryRun }, work)), dryRun }))
  },
  importReport: ({ entry }) => experiments.importReport(entry),
})
