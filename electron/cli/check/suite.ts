import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import type * as z from 'zod'
import { type CheckDetail, evidenceContract, type checkRun } from '../../../shared/contract/evidence.ts'
import { AppError } from '../../../shared/errors.ts'
import { beforeChecks } from '../before-use.ts'
import { toInput } from '../input.ts'
import { toTable } from '../output.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { runCheck, toExitCode, toJson } from './output.ts'
import { type FromTemplate, toTemplateRun } from './template.ts'

type CheckRun = z.output<typeof checkRun>

type Options = Partial<FromTemplate>

/** A suite: the version, and its checks in the form of the contract. Paths are relative to the suite's own folder. */
interface Suite {
  version?: unknown
  checks: Record<string, unknown>[]
}

export function addSuite(check: Command, terminal: Terminal): void {
  check
    .command('run')
    .description('Runs the checks of a suite one after another, each declared before it runs. Exits with 1 if one fails or can not be judged, so that a pipeline stops there.')
    .argument('[suite]', 'YAML or JSON: version, and a list of checks with inputs and settings')
    .option('--version <model@n>', 'the version, in place of the one in the suite')
    .option('--template <name>', 'in place of a suite: one check by a saved template')
    .option('--kind <check>', 'with --template: which kind of check, where several have one of the name')
    .option('--file <[role=]path...>', 'with --template: its files; one without a role is the data')
    .action((path: string | undefined, { template, ...options }: Options, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, yes, work }) => {
        if (path === undefined && template !== undefined) return runCheck({ workspace, actor, yes, work, terminal }, toTemplateRun(workspace.evidence.templates({}), { template, ...options }))
        if (path === undefined || template !== undefined || options.file || options.kind) throw new AppError('BAD_INPUT', 'Give either a suite, as in check run checks.yaml, or a template with its files, as in check run --template NAME --file predictions.csv.')
        // Every check is read and refused before the first one runs: half a suite is no evidence.
        const runs = await loadSuite(resolve(path), options.version)
        for (const { version } of runs) workspace.catalog.versionHead(version)
        await beforeChecks({ workspace, actor, yes, terminal }, runs)
        const done: CheckDetail[] = []
        for (const [at, run] of runs.entries()) {
          terminal.output.say(`Check ${at + 1} of ${runs.length}: ${run.check} of ${run.version}`)
          done.push(workspace.evidence.check((await workspace.evidence.run(actor(), run, work)).id))
        }
        terminal.output.result({ suite: basename(path), checks: done.map(toJson) }, toWords(done))
        return done.some(({ verdict }) => toExitCode(verdict) !== 0) ? 1 : 0
      }),
    )
}

/** Errors: FILE_UNREADABLE; BAD_INPUT naming the check and the part of it that is wrong. */
async function loadSuite(path: string, version: string | undefined): Promise<CheckRun[]> {
  const suite = await parse(path)
  const runs: CheckRun[] = []
  for (const [at, one] of suite.checks.entries()) {
    const typed = { ...one, version: version ?? one['version'] ?? suite.version, inputs: toPaths(one['inputs'], dirname(path)) }
    runs.push(
      await toInput(evidenceContract.run, typed).catch((error: unknown) => {
        throw error instanceof AppError ? new AppError('BAD_INPUT', `Check ${at + 1} of ${basename(path)}: ${error.message}`) : error
      }),
    )
  }
  return runs
}

async function parse(path: string): Promise<Suite> {
  const { parse: parseYaml } = await import('yaml')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `The suite ${path} can not be read; check the path and your rights to it.`, { cause: error })
  }
  let parsed: unknown
  try {
    parsed = parseYaml(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0]!.replace(/[:.]$/, '') : ''
    throw new AppError('BAD_INPUT', `The suite ${path} is neither YAML nor JSON: ${reason}.`, { cause: error })
  }
  const checks = isObject(parsed) ? parsed['checks'] : undefined
  if (!isObject(parsed) || !Array.isArray(checks) || checks.length === 0 || !checks.every(isObject)) {
    throw new AppError('BAD_INPUT', `${path} is no suite: it needs "version: model@n" and "checks:", a list of checks such as "- check: fairness" with inputs and settings.`)
  }
  return { version: parsed['version'], checks }
}

const toPaths = (inputs: unknown, folder: string): unknown =>
  isObject(inputs) ? Object.fromEntries(Object.entries(inputs).map(([role, path]) => [role, typeof path === 'string' ? resolve(folder, path) : path])) : inputs

function toWords(checks: readonly CheckDetail[]): string {
  return toTable(
    ['check', 'kind', 'verdict', 'failed', 'not judged', 'rows'],
    checks.map(({ id, kind, verdict, counts, rowsUsed }) => [id, kind, verdict, String(counts.fail ?? 0), String(counts.insufficient_data ?? 0), String(rowsUsed)]),
  )
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
