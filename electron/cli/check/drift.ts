import { resolve } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../../../shared/errors.ts'
import { parseList, parseNumber, parseWhole } from '../arguments.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { loadThresholds } from './limits.ts'
import { runCheck } from './output.ts'

interface Options {
  version: string
  testSet?: string
  data: string
  reference?: string
  referenceWindows?: number
  referenceDays?: string
  time?: string
  window?: string
  chunk?: number
  columns?: string[]
  except?: string[]
  label?: string
  prediction?: string
  numeric?: string[]
  categorical?: string[]
  profile?: string
  limits?: string
  share?: number
  minRows?: number
  correction?: string
}

export function addDrift(check: Command, terminal: Terminal): void {
  check
    .command('drift')
    .description('Compares columns of current data with a reference: PSI with its noise floor, Jensen–Shannon, Kolmogorov–Smirnov, Wasserstein, chi-square, missing and unseen values. The verdict is by effect size; p-values are information. Exits with 1 unless the check passes, warns or does not apply.')
    .requiredOption('--version <model@n>', 'the version that this data belongs to')
    .option('--test-set <snapshot>', 'the sealed test set whose rows the file holds, with what the version said of them: a use of it')
    .requiredOption('--data <file>', 'CSV, Parquet or JSON lines: the current rows')
    .option('--reference <file>', 'the rows to compare with; without it, part of --data is the reference')
    .option('--reference-windows <n>', 'or: the first n windows of --data are the reference', (text) => parseWhole('--reference-windows', text, 1))
    .option('--reference-days <from..to>', 'or: the rows of these days by --time, both included, as in 2026-01-01..2026-03-31')
    .option('--time <column>', 'the column of dates or times')
    .option('--window <unit>', 'one window a day, week or month of --time')
    .option('--chunk <n>', 'or: one window for every n rows, in the order of the file', (text) => parseWhole('--chunk', text, 1))
    .option('--columns <columns>', 'separated by commas; without it, every column that both have', parseList)
    .option('--except <columns>', 'columns to leave out', parseList)
    .option('--label <column>', 'what turned out to be true: its drift is label drift')
    .option('--prediction <column>', 'what the model decided, or its score: its drift is prediction drift')
    .option('--numeric <columns>', 'columns to read as numbers, whatever the values look like', parseList)
    .option('--categorical <columns>', 'columns to read as categories', parseList)
    .option('--profile <name>', 'countersign, or evidently or nannyml: their bins, logarithms and limits', 'countersign')
    .option('--limits <file>', 'YAML or JSON: measure: { max: number, warn: { max: number }, source: text }; a measure left out is computed and not judged')
    .option('--share <number>', 'the share of drifted columns from which the data has drifted as a whole (0.5)', (text) => parseNumber('--share', text))
    .option('--min-rows <n>', 'fewer values in reference or window are not judged (30)', (text) => parseWhole('--min-rows', text, 1))
    .option('--correction <name>', 'of p-values over columns: benjamini_hochberg or holm', 'benjamini_hochberg')
    .action((options: Options, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, yes, work }) => {
        const { version, data, reference } = options
        const inputs = { data: resolve(data), ...(reference === undefined ? {} : { reference: resolve(reference) }) }
        const settings = { ...toChoices(options), thresholds: options.limits === undefined ? undefined : await loadThresholds(resolve(options.limits)) }
        return await runCheck({ workspace, actor, yes, work, terminal }, { check: 'drift', version, inputs, testSet: options.testSet, settings })
      }),
    )
}

function toChoices(options: Options): Record<string, unknown> {
  const { columns, except, label, prediction, numeric, categorical, profile, correction } = options
  return { columns, except, label, prediction, numeric, categorical, profile, correction, driftShare: options.share, minimumRows: options.minRows, reference: toReference(options), windows: toWindows(options) }
}

function toReference({ reference, referenceWindows, referenceDays, time }: Options) {
  if ([reference, referenceWindows, referenceDays].filter((one) => one !== undefined).length !== 1) {
    throw new AppError('BAD_INPUT', 'Say what the reference is: --reference FILE, --reference-windows N, or --reference-days FROM..TO; one of them.')
  }
  if (reference !== undefined) return { from: 'file' }
  if (referenceWindows !== undefined) return { from: 'windows', first: referenceWindows }
  const [first, last] = (referenceDays as string).split('..')
  if (time === undefined || first === undefined || last === undefined) throw new AppError('BAD_INPUT', 'Days of the reference are written as --time COLUMN --reference-days 2026-01-01..2026-03-31.')
  return { from: 'days', column: time, first, last }
}

function toWindows({ time, window, chunk }: Options) {
  if (window !== undefined && chunk !== undefined) throw new AppError('BAD_INPUT', 'Windows are by --window UNIT or by --chunk N rows, not by both.')
  if (chunk !== undefined) return { by: 'rows', size: chunk }
  if (window === undefined) return { by: 'none' }
  if (time === undefined) throw new AppError('BAD_INPUT', 'A --window needs the column of times: --time COLUMN.')
  return { by: 'time', column: time, unit: window }
}
