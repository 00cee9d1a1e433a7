import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../../../shared/errors.ts'
import { parseList, parseWhole } from '../arguments.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { withSource } from './limits.ts'
import { runCheck } from './output.ts'

interface Options {
  version: string
  testSet?: string
  data: string
  reference?: string
  benchmark?: string
  test?: string
  label?: string
  rowId?: string[]
  rules?: string
  missing?: string[]
  minRows?: number
}

export function addQuality(check: Command, terminal: Terminal): void {
  check
    .command('quality')
    .description('Profiles a data file and holds it against thresholds and rules that are declared before it is counted. Personal data is reported by column and number, never by value. Exits with 1 unless the check passes or warns.')
    .requiredOption('--version <model@n>', 'the version that the data belongs to')
    .option('--test-set <snapshot>', 'the sealed test set whose rows the file holds, with what the version said of them: a use of it')
    .requiredOption('--data <file>', 'CSV, Parquet or JSON lines')
    .option('--reference <file>', 'an earlier snapshot: columns and categories that it does not know are reported')
    .option('--benchmark <file>', 'a table of column, value and share: is the data representative of it')
    .option('--test <file>', 'a test split: rows of it that are in the data are counted')
    .option('--label <column>', 'adds class balance, conflicting labels and columns that predict the label alone')
    .option('--row-id <columns>', 'columns that only name rows, separated by commas; rows are compared without them', parseList)
    .option('--missing <words>', 'further words for a missing value, separated by commas, such as -999', parseList)
    .option('--rules <file>', 'YAML or JSON: rules, a list such as "- { kind: range, column: age, min: 18 }", and thresholds, such as "missing_share: { max: 0.1, source: text }"')
    .option('--min-rows <n>', 'fewer rows give no estimate to judge (30)', (text) => parseWhole('--min-rows', text, 1))
    .action((options: Options, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, yes, work }) => {
        const { rules, thresholds } = options.rules === undefined ? {} : await loadRules(resolve(options.rules))
        const { label, rowId: rowIds, missing, minRows: minimumRows } = options
        const settings = { label, rowIds, missing, minimumRows, rules, thresholds }
        return await runCheck({ workspace, actor, yes, work, terminal }, { check: 'quality', version: options.version, inputs: toPaths(options), testSet: options.testSet, settings })
      }),
    )
}

function toPaths(options: Options): Record<string, string> {
  const roles = (['data', 'reference', 'benchmark', 'test'] as const).map((role) => [role, options[role]] as const)
  return Object.fromEntries(roles.flatMap(([role, path]) => (path === undefined ? [] : [[role, resolve(path)]])))
}

/** What stands in it the contract checks; only its outer form is looked at here. Errors: FILE_UNREADABLE, BAD_INPUT. */
async function loadRules(path: string): Promise<{ rules?: unknown; thresholds?: unknown }> {
  const { parse } = await import('yaml')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `The rules file ${path} can not be read; check the path and your rights to it.`, { cause: error })
  }
  const parsed = parseWith(parse, path, text)
  if (Array.isArray(parsed)) return { rules: parsed }
  const known = typeof parsed === 'object' && parsed !== null && Object.keys(parsed).length > 0 && Object.keys(parsed).every((key) => key === 'rules' || key === 'thresholds')
  if (!known) throw new AppError('BAD_INPUT', `${path} holds no rules: write "rules:" with lines such as "- { kind: not_null, column: age }", "thresholds:" by metric, or both.`)
  const { rules, thresholds } = parsed as { rules?: unknown; thresholds?: unknown }
  return { rules, thresholds: typeof thresholds === 'object' && thresholds !== null && !Array.isArray(thresholds) ? withSource(path, thresholds) : thresholds }
}

function parseWith(parse: (text: string) => unknown, path: string, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0]!.replace(/[:.]$/, '') : ''
    throw new AppError('BAD_INPUT', `The rules file ${path} is neither YAML nor JSON: ${reason}.`, { cause: error })
  }
}
