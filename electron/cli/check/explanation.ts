import { resolve } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../../../shared/errors.ts'
import { parseList, parseWhole } from '../arguments.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { runCheck } from './output.ts'

interface Options {
  version: string
  testSet?: string
  data: string
  method?: string
  dataset?: string
  feature?: string
  importance?: string
  deviation?: string
  attributions?: string[]
  model?: string
  task?: string
  label?: string
  positive?: string
  features?: string[]
  score?: string
  prediction?: string
  metric?: string
  repeats?: number
  sample?: number
  seed?: number
}

export function addExplanation(check: Command, terminal: Terminal): void {
  check
    .command('explanation')
    .description('Records which features matter. Either takes in importances that were computed elsewhere, or loads the model (ONNX), predicts the rows again, compares with the file and shuffles each feature. Exits with 1 unless the check passes, warns or does not apply.')
    .requiredOption('--version <model@n>', 'the version that is explained')
    .option('--test-set <snapshot>', 'the sealed test set whose rows the file holds, with what the version said of them: a use of it')
    .requiredOption('--data <file>', 'the table of importances, or the rows to predict: CSV, Parquet or JSON lines')
    .option('--method <text>', 'computed elsewhere: how, for example "TreeSHAP 0.48"')
    .option('--dataset <text>', 'computed elsewhere: on which data')
    .option('--feature <column>', 'computed elsewhere, one row a feature: its name')
    .option('--importance <column>', 'and its importance')
    .option('--deviation <column>', 'and the standard deviation of that')
    .option('--attributions <columns>', 'computed elsewhere, one row a case: the columns, one a feature, as SHAP gives them', parseList)
    .option('--model <file>', 'the model as ONNX')
    .option('--task <task>', 'classification or regression (classification)')
    .option('--label <column>', 'what turned out to be true')
    .option('--positive <value>', 'classification: the value of the label that counts as positive')
    .option('--features <columns>', 'what the model takes, in its order', parseList)
    .option('--score <column>', 'what the model said before: its score or number')
    .option('--prediction <column>', 'what the model said before: its decision')
    .option('--metric <metric>', 'roc_auc, accuracy, log_loss (classification); rmse, mae, r2 (regression)')
    .option('--repeats <n>', 'shuffles of each feature (10)', (text) => parseWhole('--repeats', text, 2))
    .option('--sample <n>', 'rows drawn for shuffling (10000)', (text) => parseWhole('--sample', text, 100))
    .option('--seed <n>', 'decides sample and shuffles', (text) => parseWhole('--seed', text, 0))
    .action((options: Options, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, yes, work }) => {
        const inputs = { data: resolve(options.data), ...(options.model === undefined ? {} : { model: resolve(options.model) }) }
        return await runCheck({ workspace, actor, yes, work, terminal }, { check: 'explanation', version: options.version, inputs, testSet: options.testSet, settings: toSettings(options) })
      }),
    )
}

function toSettings(options: Options): Record<string, unknown> {
  const { method, dataset, model, task = 'classification', label, positive, features, score, prediction, metric, repeats, sample, seed } = options
  if (model === undefined) return { source: 'imported', method: need(method, '--method'), dataset, table: toTable(options) }
  const stored = { score: score ?? null, decision: prediction ?? null }
  const given = { source: 'permutation', task, label: need(label, '--label'), positive: positive ?? null, features: need(features, '--features'), stored, metric, repeats, sample, seed }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function toTable({ feature, importance, deviation, attributions }: Options): Record<string, unknown> {
  if (attributions !== undefined) return { form: 'attributions', features: attributions }
  return { form: 'importances', feature: need(feature, '--feature'), importance: need(importance, '--importance'), deviation: deviation ?? null }
}

function need<T>(value: T | undefined, option: string): T {
  if (value !== undefined) return value
  throw new AppError('BAD_INPUT', `${option} is missing. Importances computed elsewhere take --method with --feature and --importance, or with --attributions; a model takes --model, --label and --features.`)
}
