import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { AppError } from '../../../shared/errors.ts'
import { parseGroup, parseList, parseNumber, parseWhole } from '../arguments.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { loadBenchmark } from './benchmark.ts'
import { loadLimits } from './limits.ts'
import { runCheck } from './output.ts'

interface Options {
  version: string
  testSet?: string
  data: string
  group: string[]
  task: 'binary' | 'multiclass' | 'ranking' | 'regression'
  label?: string
  positive?: string
  prediction?: string
  score?: string
  threshold?: number
  median?: string
  top?: number[]
  by?: string
  order: 'ascending' | 'descending'
  list?: string
  scores?: string
  control?: string[]
  weight?: string
  reference?: Record<string, string>
  benchmark?: string
  report?: 'nyc_local_law_144'
  minShare?: number
  missing?: string[]
  mode?: 'point' | 'confidence'
  resamples?: number
  seed?: number
  limits?: string
  minGroup?: number
}

export function addFairness(check: Command, terminal: Terminal): void {
  const command = check
    .command('fairness')
    .description('Compares outcomes and errors between groups in a file of labels and predictions. The declaration is in the ledger before the result is; every metric has its interval. Exits with 1 unless the check passes, warns or does not apply.')
    .requiredOption('--version <model@n>', 'the version whose predictions these are')
    .option('--test-set <snapshot>', 'the sealed test set whose rows the file holds, with what the version said of them: a use of it')
    .requiredOption('--data <file>', 'CSV, Parquet or JSON lines')
    .requiredOption('--group <columns>', 'group columns, separated by commas; their intersections are compared too', parseList)
    .option('--label <column>', 'what turned out to be true; without it selections are compared, and no errors')
    .option('--positive <value>', 'the value of label and prediction that counts as positive')
  addDecision(command)
  addComparison(command)
  command.action((options: Options, self: Command) =>
    inWorkspace(terminal, self, async ({ workspace, actor, yes, work }) => {
      const settings = await toSettings(options)
      return await runCheck({ workspace, actor, yes, work, terminal }, { check: 'fairness', version: options.version, inputs: { data: resolve(options.data) }, testSet: options.testSet, settings })
    }),
  )
}

function addDecision(command: Command): void {
  command
    .addOption(new Option('--task <kind>', 'what is decided').choices(['binary', 'multiclass', 'ranking', 'regression']).default('binary'))
    .option('--prediction <column>', 'what the model decided')
    .option('--score <column>', 'or its score; a score of --threshold or more counts as positive')
    .option('--threshold <number>', 'where the score decides', (text) => parseNumber('--threshold', text))
    .option('--median <column>', 'or a score that counts as positive above the median of all (scoring rate)')
    .option('--top <k>', 'or a place among the first k, several separated by commas', (text) => parseList(text).map((k) => parseWhole('--top', k, 1)))
    .option('--by <column>', 'with --top: the column of scores or places')
    .addOption(new Option('--order <order>', 'with --top: which end of the column comes first').choices(['ascending', 'descending']).default('descending'))
    .option('--list <column>', 'with --top: tells several lists apart')
}

function addComparison(command: Command): void {
  command
    .option('--scores <column>', 'scores to judge for themselves: AUC, Brier, calibration, distances between groups')
    .option('--control <columns>', 'compare within rows that are alike in these columns, pooled by Mantel and Haenszel', parseList)
    .option('--weight <column>', 'how many persons a row stands for')
    .option('--reference <column=value>', 'the group that others are held against, once for each group column; else the best one', (text, before?: Record<string, string>) => parseGroup(text, before))
    .option('--benchmark <file>', 'YAML or JSON: column: { source: text, shares: { value: share } }')
    .addOption(new Option('--report <rule>', 'adds the tables that a rule asks for, and judges nothing unless --limits is given').choices(['nyc_local_law_144']))
    .option('--min-share <share>', 'groups with a smaller share of the rows are listed and left out of comparisons', (text) => parseNumber('--min-share', text))
    .option('--missing <words>', 'further words for a missing value, separated by commas', parseList)
    .addOption(new Option('--mode <mode>', 'judge by the value, or by its whole interval').choices(['point', 'confidence']))
    .option('--resamples <n>', 'of the bootstrap (1000)', (text) => parseWhole('--resamples', text, 0))
    .option('--seed <n>', 'of the bootstrap (1)', (text) => parseWhole('--seed', text, 0))
    .option('--limits <file>', 'YAML or JSON: metric_name: { max or min: number, source: text }; a metric left out is computed and not judged')
    .option('--min-group <n>', 'groups smaller than this are shown and not judged (30)', (text) => parseWhole('--min-group', text, 1))
}

async function toSettings(options: Options): Promise<Record<string, unknown>> {
  const { task, label, positive, group, scores, control, weight, reference, report, missing, mode, resamples, seed } = options
  return {
    task,
    columns: { label, positive, decision: toDecision(options), groups: group, score: scores, controls: control, weight },
    reference,
    benchmark: options.benchmark === undefined ? undefined : await loadBenchmark(resolve(options.benchmark)),
    report,
    minimumShare: options.minShare,
    missing,
    mode,
    resamples,
    seed,
    thresholds: options.limits === undefined ? undefined : await loadLimits(resolve(options.limits)),
    minimumGroup: options.minGroup,
  }
}

const bad = (sentence: string) => new AppError('BAD_INPUT', sentence)

function toDecision({ prediction, score, threshold, median, top, by, order, list }: Options) {
  const given = [prediction, score, median, top].filter((one) => one !== undefined)
  if (given.length !== 1 || (score === undefined) !== (threshold === undefined)) {
    throw bad('Say what the model decided: either --prediction COLUMN, or --score COLUMN together with --threshold NUMBER, or --median COLUMN, or --top K together with --by COLUMN.')
  }
  if (prediction !== undefined) return { kind: 'prediction', column: prediction }
  if (score !== undefined) return { kind: 'score', column: score, threshold }
  if (median !== undefined) return { kind: 'median', column: median }
  if (by === undefined) throw bad('Say which column gives the order: --by COLUMN.')
  return { kind: 'top', column: by, order, cutoffs: top, ...(list === undefined ? {} : { list }) }
}
