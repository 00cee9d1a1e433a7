import { plural } from '../../../shared/counts.ts'
import type { experimentEntries } from '../../../shared/contract/experiments.ts'
import type { registryEntries } from '../../../shared/contract/registry.ts'
import type { Folds, Summaries } from '../ledger/folds.ts'
import { registryFolds, registrySummaries, short } from './registry-entries.ts'
import { reproductionFolds, reproductionSummaries } from './reproductions/entries.ts'
import { insertExperiment, insertRun, insertRunData, insertSeal, readExperiment, readRunRecord, updateExperiment, updateRun } from './store.ts'

type Kinds = keyof typeof experimentEntries | keyof typeof registryEntries

export const experimentFolds: Folds<Kinds | 'version.registered/v1'> = {
  ...reproductionFolds,
  'experiment.opened/v1': ({ seq, at, actor, body: { experiment, ...body } }, index) => insertExperiment(index, { id: experiment, seq, at, by: actor, ...body, archived: false, changedAt: at }),
  'experiment.changed/v1': ({ at, body: { experiment, tags, ...changes } }, index) => {
    const row = readExperiment(index, experiment)
    if (!row) return
    const merged = Object.entries({ ...row.tags, ...tags }).filter((tag): tag is [string, string] => tag[1] !== null)
    updateExperiment(index, experiment, { ...changes, tags: Object.fromEntries(merged), changedAt: at })
  },
  'run.started/v1': ({ seq, actor, body: { run, ...body } }, index) => insertRun(index, { id: run, ...body, by: actor, startedSeq: seq, sealedSeq: null, status: 'running', discarded: null }),
  'run.sealed/v1': ({ seq, at, actor, body }, index) => {
    const { run, experiment, name, source, status } = body
    if (readRunRecord(index, run)) updateRun(index, run, { name, status, sealedSeq: seq })
    else insertRun(index, { id: run, experiment, name, source, client: null, by: actor, startedSeq: null, sealedSeq: seq, status, discarded: null })
    insertSeal(index, { seq, run, number: body.number, at, by: actor, sha256: body.description.sha256, body })
    for (const { role, sha256 } of body.datasets) if (sha256 !== null) insertRunData(index, { seal: seq, run, role, sha256 })
  },
  'run.discarded/v1': ({ seq, at, actor, body: { run, reason } }, index) => updateRun(index, run, { discarded: { seq, at, by: actor, reason } }),
  'run.restored/v1': ({ body: { run } }, index) => updateRun(index, run, { discarded: null }),
  ...registryFolds,
  'runs.imported/v1': () => {},
}

export const experimentSummaries: Summaries<Kinds> = {
  ...reproductionSummaries,
  'experiment.opened/v1': ({ body }) => ({ summary: `Experiment “${short(body.name)}” opened${body.question === '' ? '' : `: ${short(body.question)}`}`, subject: `experiment:${body.experiment}` }),
  'experiment.changed/v1': ({ body: { experiment, name, archived } }) => ({
    summary: archived === true ? 'Experiment archived' : archived === false ? 'Experiment taken out of the archive' : name === undefined ? 'Experiment changed' : `Experiment is called “${short(name)}” now`,
    subject: `experiment:${experiment}`,
  }),
  'run.started/v1': ({ body }) => ({ summary: `Run “${short(body.name)}” started`, subject: `run:${body.run}` }),
  'run.sealed/v1': ({ body: { run, name, status, number, counts } }) => ({
    summary: `Run “${short(name)}” sealed as ${status}${number === 1 ? '' : `, version ${number}`}: ${plural(counts.parameters, 'parameter')}, ${plural(counts.metrics, 'metric')}, ${plural(counts.artefacts, 'artefact')}`,
    subject: `run:${run}`,
  }),
  'run.discarded/v1': ({ body }) => ({ summary: `Run set aside: ${short(body.reason)}`, subject: `run:${body.run}` }),
  'runs.imported/v1': ({ seq, body: { source, runs } }) => ({
    summary: `Imported from MLflow’s ${source.kind} ${short(source.name)}: ${plural(runs.imported, 'run')}${runs.changed > 0 ? `, ${runs.changed} changed` : ''}${runs.left > 0 ? `, ${runs.left} left out` : ''}`,
    subject: `import:${seq}`,
  }),
  'run.restored/v1': ({ body }) => ({ summary: `Run counts again: ${short(body.reason)}`, subject: `run:${body.run}` }),
  ...registrySummaries,
}
