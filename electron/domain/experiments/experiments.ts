import type { Experiment } from '../../../shared/contract/experiments.ts'
import { AppError } from '../../../shared/errors.ts'
import { parseOrderBy } from '../../../shared/mlflow-filter/order-by.ts'
import { parseFilter } from '../../../shared/mlflow-filter/parse.ts'
import type { Index } from '../../platform/sqlite.ts'
import type { Ledger } from '../ledger/service.ts'
import { filterExperiments, orderExperiments } from './experiment-filter.ts'
import type { RunRows } from './run-rows.ts'
import type { Experiments } from './service.ts'
import { readExperiment, readExperimentByName, readExperiments, type ExperimentRow } from './store.ts'

export interface ExperimentSources {
  ledger: Ledger
  index: Index
  counts: () => ReturnType<RunRows['counts']>
}

export type ExperimentActs = Pick<Experiments, 'list' | 'get' | 'find' | 'open' | 'change' | 'searchExperiments'>

/** The one that MLflow's clients log to where nobody names another: there before it has an entry. */
export const defaultExperiment = { id: '0', name: 'Default' } as const

export const unknownExperiment = (id: string) => new AppError('NOT_FOUND', `There is no experiment ${id} in this workspace. Look at the list of experiments for the ones there are.`)

export function createExperimentActs({ ledger, index, counts }: ExperimentSources): ExperimentActs {
  const untouched = (): ExperimentRow => {
    // As old as the workspace.
    const { at } = ledger.read(0)
    return { ...defaultExperiment, seq: 0, at, by: '', question: '', tags: {}, archived: false, changedAt: at }
  }
  const row = (id: string) => readExperiment(index, id) ?? (id === defaultExperiment.id ? untouched() : undefined)
  const toExperiment = (one: ExperimentRow, runs = counts()): Experiment => {
    const { experiment: _experiment, ...counted } = runs.find(({ experiment }) => experiment === one.id) ?? { experiment: one.id, all: 0, open: 0, failed: 0, discarded: 0 }
    return { ...one, runs: counted }
  }
  const get = (id: string) => {
    const found = row(id)
    if (found) return toExperiment(found)
    throw unknownExperiment(id)
  }
  return {
    list({ archived = false } = {}) {
      const runs = counts()
      return readExperiments(index).filter((one) => archived || !one.archived).map((one) => toExperiment(one, runs))
    },
    get,
    searchExperiments({ filter, orderBy, show }) {
      const runs = counts()
      const all = readExperiments(index)
      const rows = all.some(({ id }) => id === defaultExperiment.id) ? all : [...all, untouched()]
      const shown = rows.filter(({ archived }) => show === 'all' || archived === (show === 'discarded'))
      return orderExperiments(filterExperiments(shown.map((one) => toExperiment(one, runs)), parseFilter(filter, 'experiments')), parseOrderBy(orderBy, 'experiments'))
    },
    find(name) {
      const found = readExperimentByName(index, name) ?? (name === defaultExperiment.name && !readExperiment(index, defaultExperiment.id) ? untouched() : undefined)
      return found ? toExperiment(found) : null
    },
    open(person, { name, question = '', tags = {}, id }) {
      let experiment = ''
      ledger.append(person, () => {
        refuseTaken(index, name)
        experiment = id ?? nextId(index)
        return { kind: 'experiment.opened/v1', body: { experiment, name, question, tags } }
      })
      return get(experiment)
    },
    change(person, id, changes) {
      ledger.append(person, () => {
        const before = get(id)
        if (changes.name !== undefined && changes.name !== before.name) refuseTaken(index, changes.name)
        const opened = readExperiment(index, id) ? [] : [{ kind: 'experiment.opened/v1' as const, body: { experiment: id, name: before.name, question: '', tags: {} } }]
        return [...opened, { kind: 'experiment.changed/v1', body: { experiment: id, ...changes } }]
      })
      return get(id)
    },
  }
}

function refuseTaken(index: Index, name: string): void {
  const taken = readExperimentByName(index, name)
  const isTaken = taken ?? (name === defaultExperiment.name && !readExperiment(index, defaultExperiment.id))
  if (isTaken) throw new AppError('CONFLICT', `There is an experiment called “${name}” already${taken?.archived ? ', in the archive' : ''}. Use it, or choose another name.`)
}

/** Numbers, as MLflow's clients expect them; those of an import may be long. */
export function nextId(index: Index): string {
  const numbers = readExperiments(index).flatMap(({ id }) => (/^\d{1,9}$/.test(id) ? [Number(id)] : []))
  return String(Math.max(0, ...numbers) + 1)
}
