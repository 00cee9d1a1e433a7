import type { Experiment } from '../../../shared/contract/experiments.ts'
import type { RunDataset } from '../../../shared/contract/runs.ts'
import { datasetRole } from '../../../shared/contract/runs.ts'
import { AppError } from '../../../shared/errors.ts'
import { parseNumber } from '../../../shared/metrics-text.ts'
import type { Workspace } from '../../core/workspace.ts'

type Experiments = Workspace['experiments']

/** By its name, or by its id. NOT_FOUND lists what there is. */
export function findExperiment(experiments: Experiments, text: string): Experiment {
  const named = experiments.find(text) ?? experiments.list({ archived: true }).find(({ id }) => id === text)
  if (named) return named
  const names = experiments.list().map(({ name }) => name)
  throw new AppError('NOT_FOUND', `There is no experiment “${text}”. ${names.length === 0 ? 'Open one with "countersign experiment open NAME".' : `There are: ${names.slice(0, 12).join(', ')}.`}`)
}

/** A run by its id or the beginning of it, as lists show it. */
export function findRun(experiments: Experiments, text: string): string {
  if (!/^[0-9a-f]{4,31}$/.test(text)) return experiments.head(text).id
  const found = experiments.idsFrom(text)
  if (found.length === 1) return found[0]!
  if (found.length === 0) return experiments.head(text).id
  throw new AppError('BAD_INPUT', `${found.length} runs begin with ${text}. Write more of the one you mean: ${found.slice(0, 4).join(', ')}.`)
}

/** `KEY=VALUE`; a value may hold further signs. */
export function parsePair(text: string, what: string): [string, string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw new AppError('BAD_INPUT', `${what} “${text}” is not written NAME=VALUE.`)
}

/** BAD_INPUT says where. */
export function parseValue(text: string, where: string): number {
  const value = parseNumber(text)
  if (value !== null) return value
  throw new AppError('BAD_INPUT', `${where} is “${text.slice(0, 60)}”, which is no number. Write it like 0.93, 1e-4, NaN or Infinity.`)
}

/** `german-credit@1:test`. */
export function parseDataset(text: string): { snapshot: string; role: RunDataset['role'] } {
  const [snapshot = '', role = 'other'] = text.split(':')
  const known = datasetRole.safeParse(role)
  if (!known.success) throw new AppError('BAD_INPUT', `“${role}” is no role of data in a run. Write ${datasetRole.options.join(', ')}, for example ${snapshot}:train.`)
  return { snapshot, role: known.data }
}
