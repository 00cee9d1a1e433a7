import { resolve } from 'node:path'
import type { Command } from 'commander'
import { parseList } from '../arguments.ts'

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

export const places = ({ code, environment }: Surroundings) => ({ code: code && resolve(code), environment: environment && resolve(environment) })
