import { resolve } from 'node:path'
import type { Command } from 'commander'
import { evidenceContract, type FairnessResult, type Threshold, type Verdict } from '../../shared/contract/evidence.ts'
import { AppError } from '../../shared/errors.ts'
import { parseList, parseNumber, parseWhole } from './arguments.ts'
import { toInput } from './input.ts'
import { loadLimits } from './limits.ts'
import { toFields, toTable } from './output.ts'
import { inWorkspace, type ExitCode, type Terminal } from './session.ts'

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

export function addCheck(program: Command, terminal: Terminal): void {
  program
    .command('check')
    .description('checks on files, with limits that are declared before they run')
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
        const typed = { check: 'fairness', version: options.version, inputs: { data: resolve(options.data) }, settings }
        const check = await workspace.evidence.run(actor(), await toInput(evidenceContract.run, typed), work)
        const detail = workspace.evidence.check(check.id)
        const result = detail.result!
        terminal.output.result(toJson(detail.id, result), toText(detail.id, result))
        return toExitCode(detail.verdict)
      }),
    )
}

function toDecision({ prediction, score, threshold }: Options) {
  if (prediction !== undefined && score === undefined && threshold === undefined) return { kind: 'prediction', column: prediction }
  if (prediction === undefined && score !== undefined && threshold !== undefined) return { kind: 'score', column: score, threshold }
  throw new AppError('BAD_INPUT', 'Say what the model decided: either --prediction COLUMN, or --score COLUMN together with --threshold NUMBER.')
}

const toExitCode = (verdict: Verdict): ExitCode => (verdict === 'pass' || verdict === 'warn' || verdict === 'not_applicable' ? 0 : 1)

function toJson(id: string, result: FairnessResult) {
  return {
    check: id,
    verdict: result.verdict,
    rows: result.rows.read,
    excluded: result.rows.excluded,
    groups: result.groups.map(({ by, n, tp, fp, fn, tn, rates }) => ({ by, n, tp, fp, fn, tn, rates })),
    metrics: result.metrics.map(({ name, over, value, low, high, threshold, verdict, n, reason }) => ({
      name,
      over,
      value,
      low,
      high,
      threshold,
      verdict,
      n,
      ...(reason === undefined ? {} : { reason }),
    })),
  }
}

const toDecimal = (value: number | null) => (value === null ? '' : value.toFixed(4))
const toBound = (threshold: Threshold | null) =>
  threshold === null ? 'not judged' : threshold.max === undefined ? `≥ ${threshold.min}` : `≤ ${threshold.max}`
const toGroup = (by: Record<string, string>, columns: readonly string[]) =>
  columns
    .filter((column) => column in by)
    .map((column) => `${column}=${by[column]}`)
    .join(' ')

function toText(id: string, result: FairnessResult): string {
  const { rows, groups, metrics } = result
  const excluded = Object.entries(rows.excluded).filter(([, n]) => n > 0)
  const head = toFields([
    ['Check', `${id}  ${result.verdict}`],
    ['Rows', `${rows.read} read, ${rows.used} used${excluded.map(([reason, n]) => `, ${n} left out (${reason})`).join('')}`],
  ])
  const groupTable = toTable(
    ['group', 'n', 'TP', 'FP', 'FN', 'TN', 'selection rate', 'TPR', 'FPR', 'PPV'],
    groups.map(({ by, n, tp, fp, fn, tn, rates }) => {
      const shown = [rates.selection_rate, rates.true_positive_rate, rates.false_positive_rate, rates.positive_predictive_value]
      return [toGroup(by, result.settings.columns.groups), ...[n, tp, fp, fn, tn].map(String), ...shown.map((rate) => toDecimal(rate.value))]
    }),
  )
  const metricTable = toTable(
    ['metric', 'over', 'value', '95 % from', 'to', 'limit', 'verdict', 'n', 'reason'],
    metrics.map((one) => {
      const values = [one.value, one.low, one.high].map(toDecimal)
      return [one.name, one.over.join(' × '), ...values, toBound(one.threshold), one.verdict, String(one.n), one.reason ?? '']
    }),
  )
  return [head, groupTable, metricTable, ...result.limits].join('\n\n')
}
