import { resolve } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../../../shared/errors.ts'
import { parseList, parseNumber, parseWhole } from '../arguments.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { loadThresholds } from './limits.ts'
import { runCheck } from './output.ts'
import { parseAlert, parseSegment, parseWindows, parseWorth } from './performance-arguments.ts'

interface Options {
  version: string
  testSet?: string
  data: string
  reference?: string
  challenger?: string
  task?: string
  label: string
  positive?: string
  prediction?: string
  score?: string
  cutoff?: number
  challengerPrediction?: string
  challengerScore?: string
  challengerCutoff?: number
  id?: string
  time?: string
  windows?: string
  alert?: string
  watch?: string[]
  segment?: string[]
  segmentMetric?: string
  segmentFloor?: number
  pairs: boolean
  worth?: string
  limits?: string
  minRows?: number
  minCases?: number
  seed?: number
}

export function addPerformance(check: Command, terminal: Terminal): void {
  const command = check
    .command('performance')
    .description('How well a model does in a file of labels and predictions: metrics with intervals, curves, decay against a reference over windows, the worst segments, and a challenger on the same rows. Exits with 1 unless the check passes, warns or does not apply.')
    .requiredOption('--version <model@n>', 'the version whose predictions these are')
    .option('--test-set <snapshot>', 'the sealed test set whose rows the file holds, with what the version said of them: a use of it')
    .requiredOption('--data <file>', 'CSV, Parquet or JSON lines')
    .requiredOption('--label <column>', 'what turned out to be true; a number for a regression')
    .option('--task <kind>', 'binary (where --positive is given), multiclass or regression')
    .option('--positive <value>', 'of two classes the one that counts as positive')
    .option('--prediction <column>', 'what the model decided or predicted')
    .option('--score <column>', 'its score, for curves and calibration')
    .option('--cutoff <number>', 'without --prediction: a score of this or more is positive', (text) => parseNumber('--cutoff', text))
  addDecay(command)
  addSegments(command)
  addChallenger(command)
  command
    .option('--worth <cells>', 'what a row is worth by its cell, for example "tp=0.1*amount, fp=-0.5*amount, fn=-10, tn=0"')
    .option('--limits <file>', 'YAML or JSON: metric: { min or max: number, warn: { min or max }, source: text }; a metric left out is computed and not judged')
    .option('--min-rows <n>', 'a value that rests on fewer rows is shown and not judged (30)', (text) => parseWhole('--min-rows', text, 1))
    .option('--min-cases <n>', 'the same for the cases under a rate, or of the smaller class (30)', (text) => parseWhole('--min-cases', text, 1))
    .option('--seed <n>', 'of the resampling (1)', (text) => parseWhole('--seed', text, 0))
    .action((options: Options, typed: Command) =>
      inWorkspace(terminal, typed, async ({ workspace, actor, yes, work }) => {
        return await runCheck({ workspace, actor, yes, work, terminal }, { check: 'performance', version: options.version, inputs: toPaths(options), testSet: options.testSet, settings: await toSettings(options) })
      }),
    )
}

const addDecay = (command: Command) =>
  command
    .option('--reference <file>', 'the rows that the data are held against, with the same columns')
    .option('--time <column>', 'when a row was')
    .option('--windows <how>', 'day, week, month, quarter, year, chunks:N or rows:N')
    .option('--alert <rule>', 'relative:WARN,FAIL (a share of the reference; 0.05,0.1) or deviations:D,CHUNKS (mean ± D standard deviations over as many chunks of the reference)')
    .option('--watch <metrics>', 'what is held against the reference, separated by commas', parseList)

const addSegments = (command: Command) =>
  command
    .option('--segment <columns>', 'columns to search for weak segments: sex, age:4 (bands of equal size) or income:1000/2500 (edges)', parseList)
    .option('--segment-metric <metric>', 'accuracy, precision, recall, specificity, or mae')
    .option('--segment-floor <n>', 'smaller segments are not tried (50)', (text) => parseWhole('--segment-floor', text, 1))
    .option('--no-pairs', 'single columns only, no pairs of them')

const addChallenger = (command: Command) =>
  command
    .option('--challenger <file>', 'the other model’s predictions, in a file of its own; without it they stand in the data')
    .option('--id <column>', 'joins the challenger’s file to the data')
    .option('--challenger-prediction <column>', 'what the other model decided or predicted')
    .option('--challenger-score <column>', 'its score')
    .option('--challenger-cutoff <number>', 'without its prediction: a score of this or more is positive', (text) => parseNumber('--challenger-cutoff', text))

function toPaths({ data, reference, challenger }: Options): Record<string, string> {
  const files = { data, reference, challenger }
  return Object.fromEntries(Object.entries(files).flatMap(([role, path]) => (path === undefined ? [] : [[role, resolve(path)]])))
}

async function toSettings(options: Options): Promise<Record<string, unknown>> {
  const { label, positive, prediction, score, cutoff } = options
  const task = options.task ?? (positive === undefined ? undefined : 'binary')
  if (task === undefined) throw new AppError('BAD_INPUT', 'Say what kind of model it is: --positive VALUE for two classes, else --task multiclass or --task regression.')
  const { challengerPrediction, challengerScore, challengerCutoff } = options
  const hasChallenger = [options.challenger, challengerPrediction, challengerScore, challengerCutoff].some((one) => one !== undefined)
  const toModel = (one?: string, two?: string, three?: number) => ({ prediction: one ?? null, score: two ?? null, cutoff: three ?? null })
  return {
    task,
    label,
    positive,
    model: toModel(prediction, score, cutoff),
    challenger: hasChallenger ? toModel(challengerPrediction, challengerScore, challengerCutoff) : undefined,
    id: options.id,
    time: options.time,
    windows: options.windows === undefined ? undefined : parseWindows(options.windows),
    alert: options.alert === undefined ? undefined : parseAlert(options.alert),
    watched: options.watch,
    segments: options.segment?.map(parseSegment),
    locality: { metric: options.segmentMetric, minimumRows: options.segmentFloor, pairs: options.pairs },
    business: options.worth === undefined ? undefined : parseWorth(options.worth),
    thresholds: options.limits === undefined ? undefined : await loadThresholds(resolve(options.limits)),
    minimumRows: options.minRows,
    minimumCases: options.minCases,
    seed: options.seed,
  }
}
