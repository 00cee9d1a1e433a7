import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { Workspace } from '../../core/workspace.ts'
import type { Wanted } from '../before-use.ts'
import { parseList } from '../arguments.ts'
import { parseDataset } from './names.ts'
import { parseDataFile, type Repeating } from './reproduction.ts'

/** What a run is surrounded by, as it is named on the command line. */
export interface Surroundings {
  code?: string
  environment?: string
  data?: string[]
}

export const withSurroundings = (command: Command): Command =>
  command
    .option('--code <repo>', 'the Git repository that the code is in: commit and changes are noted')
    .option('--environment <lockfile>', 'the lock file: its digest and packages are noted')
    .option('--data <snapshots>', 'registered data with its role, such as german-credit@1:train,german-credit@2:test', parseList)

/** Data that the run would use, registered or by its file. */
export const toWanted = ({ data = [], dataFile = [] }: Surroundings & Repeating): Wanted[] => [...data.map(parseDataset).map(({ snapshot }) => ({ snapshot })), ...dataFile.map(parseDataFile).map(({ path }) => ({ path }))]

/** Code, environment and data of a run that has just begun. */
export async function describeRun(experiments: Workspace['experiments'], run: string, { code, environment, data = [], dataFile = [] }: Surroundings & Repeating, work: Work): Promise<void> {
  await experiments.describeSurroundings(run, { code: code && resolve(code), environment: environment && resolve(environment) })
  for (const { snapshot, role } of data.map(parseDataset)) experiments.addSnapshot(run, snapshot, role)
  if (dataFile.length > 0) await experiments.addDataFiles(run, dataFile.map(parseDataFile), work)
}
