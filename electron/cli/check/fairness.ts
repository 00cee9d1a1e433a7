import { resolve } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../../../shared/errors.ts'
import { parseList, parseNumber, parseWhole } from '../arguments.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { loadLimits } from './limits.ts'
import { runCheck } from './output.ts'

interface Options {
  version: string
  data: string
  label: string
  positive: string
  group: string[]
  prediction?: string
  score?: string
  threshold?: number
  limits?: string
  minGroup?: number
}

export function addFairness(check: Command, terminal: Terminal): void {
  check
    .command('fairness')
    .description('Compares outcomes and errors between groups in a file of labels and predictions. The declaration is in the ledger before the result is; every metric has its interval. Exits with 1 unless the check passes, warns or does not apply.')
    .requiredOption('--version <model@n>', 'the version whose predictions these are')
    .requiredOption('--data <file>', 'CSV, Parquet or JSON lines')
    .requiredOption('--label <column>', 'what turned out to be true')
    .requiredOption('--positive <value>', 'the value of label and prediction that counts as positive')
    .requiredOption('--group <columns>', 'group columns, separated by commas; their intersections are compared too', parseList)
    .option('--prediction <column>', 'what the model decided')
    .option('--score <column>', 'or its score; a score of --threshold or more counts as positive')
    .option('--threshold <number>', 'where the score decides', (text) => parseNumber('--threshold', text))
    .option('--limits <file>', 'YAML or JSON: metric_name: { max or min: number, source: text }; a metric left out is computed and not judged')
    .option('--min-group <n>', 'groups smaller than this are shown and not judged (30)', (text) => parseWhole('--min-group', text, 1))
    .action((options: Options, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, work }) => {
        const columns = { label: options.label, positive: options.positive, decision: toDecision(options), groups: options.group }
        const thresholds = options.limits === undefined ? undefined : await loadLimits(resolve(options.limits))
        const settings = { columns, thresholds, minimumGroup: options.minGroup }
        return await runCheck({ workspace, actor, work, terminal }, { check: 'fairness', version: options.version, inputs: { data: resolve(options.data) }, settings })
      }),
    )
}

function toDecision({ prediction, score, threshold }: Options) {
  if (prediction !== undefined && score === undefined && threshold === undefined) return { kind: 'prediction', column: prediction }
  if (prediction === undefined && score !== undefined && threshold !== undefined) return { kind: 'score', column: score, threshold }
  throw new AppError('BAD_INPUT', 'Say what the model decided: either --prediction COLUMN, or --score COLUMN together with --threshold NUMBER.')
}
