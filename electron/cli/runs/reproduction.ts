import { resolve } from 'node:path'
import type { Command } from 'commander'
import { reproductionTerms, type Comparison, type Reproduction, type ReproductionNeeds, type ReproductionTerms, type Tolerance } from '../../../shared/contract/reproductions.ts'
import type { RunDataset } from '../../../shared/contract/runs.ts'
import { datasetRole } from '../../../shared/contract/runs.ts'
import { plural } from '../../../shared/counts.ts'
import { AppError } from '../../../shared/errors.ts'
import { standingOf, standingWords } from '../../../shared/reproduction.ts'
import { parseTolerance } from '../../../shared/tolerance-text.ts'
import type { Workspace } from '../../core/workspace.ts'
import { toFields, toRows, toTable } from '../output.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { findExperiment, findRun } from './names.ts'

/** How `start` and `record` say that the run repeats another one. */
export interface Repeating {
  experiment?: string
  reproduces?: string
  tolerance?: string[]
  exceptMetric?: string[]
  exceptParam?: string[]
  dataFile?: string[]
}

export const withRepeating = (command: Command): Command =>
  command
    .option('--experiment <name>', 'its name or id; of a rerun, the one of the original')
    .option('--reproduces <run>', 'the sealed run that it repeats: it is judged against that when it is sealed')
    .option('--tolerance <metric=value...>', 'declared before it begins: 0.01 in the unit of the metric, 1% of the original; * for all others. Without one a metric has to be the same')
    .option('--except-metric <name...>', 'shown and not judged, such as a duration')
    .option('--except-param <name...>', 'may differ, such as the name of a folder')
    .option('--data-file <file:role...>', 'data by the digest of its file; in a rerun it takes the role of the data of the original that it is')

type Experiments = Workspace['experiments']

/** Where the run belongs, and what it repeats. BAD_INPUT, NOT_FOUND. */
export function toPlace(experiments: Experiments, { experiment, reproduces, tolerance, exceptMetric, exceptParam }: Repeating): { experiment: string; repeats: { original: string; terms: ReproductionTerms } | undefined } {
  if (reproduces === undefined) {
    if (experiment === undefined) throw new AppError('BAD_INPUT', 'Say to which experiment the run belongs with --experiment NAME, or which run it repeats with --reproduces RUN.')
    if ((tolerance ?? exceptMetric ?? exceptParam) !== undefined) throw new AppError('BAD_INPUT', 'Tolerances and exceptions are for a run that repeats another one: name that with --reproduces RUN.')
    return { experiment: findExperiment(experiments, experiment).id, repeats: undefined }
  }
  const original = findRun(experiments, reproduces)
  const terms = reproductionTerms.safeParse({ tolerances: (tolerance ?? []).map(parseTolerance), exceptMetrics: exceptMetric ?? [], exceptParameters: exceptParam ?? [] })
  if (!terms.success) throw new AppError('BAD_INPUT', `These terms can not be declared: ${terms.error.issues.map(({ message }) => message).join('; ')}.`)
  return { experiment: experiment === undefined ? experiments.head(original).experiment : findExperiment(experiments, experiment).id, repeats: { original, terms: terms.data } }
}

/** `train.csv` or `train.csv:train`; a colon may stand in the path. */
export function parseDataFile(text: string): { path: string; role: RunDataset['role'] | undefined } {
  const [, path = text, word = ''] = /^(.+):([a-z]+)$/.exec(text) ?? []
  const role = datasetRole.safeParse(word)
  return role.success ? { path: resolve(path), role: role.data } : { path: resolve(text), role: undefined }
}

export function addReproduce(group: Command, terminal: Terminal): void {
  group
    .command('reproduce')
    .description('Says what somebody needs to run a sealed run again, and what lies at hand; a kit is that as files. Who repeated it is told as well.')
    .argument('<run>', 'its id or the beginning of it')
    .option('--data-file <path...>', 'files or folders in which its data may be: each is held against the record by its digest')
    .option('--kit <dir>', 'writes lock file, parameters, list of data and instructions into this new folder')
    .action((text: string, { dataFile = [], kit }: { dataFile?: string[]; kit?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { experiments }, work }) => {
        const run = findRun(experiments, text)
        const look = dataFile.map((path) => resolve(path))
        const needs = await experiments.findReproductionNeeds(run, look, work)
        const written = kit === undefined ? null : await experiments.writeReproductionKit(run, resolve(kit), look, work)
        const { by } = experiments.reproductions(run)
        const text2 = [describeNeeds(needs), ...(written === null ? [] : [`Written to ${written.dir}: ${written.files.join(', ')}`]), ...(by.length === 0 ? [] : [describeAll(by)])]
        terminal.output.result({ ...needs, kit: written, reproductions: by }, text2.join('\n\n'))
      }),
    )
}

function describeNeeds({ original, data, code, environment, lockfiles, parameters, command, gaps, unknownFiles }: ReproductionNeeds): string {
  return toFields([
    ['Run', `${original.name} (${original.id}), seal ${original.number}, ${original.description}`],
    ...toRows('Data', data.map(({ name, role, sha256, digest, at }) => `${name} (${role}) ${sha256 ?? `client's digest ${digest}`}${sha256 === null ? '' : at.length === 0 ? '; not at hand' : `; at ${at[0]!}`}`)),
    ...toRows('Unknown', unknownFiles.map(({ path, sha256 }) => `${path} is none of its data: ${sha256}`)),
    ...(code === null ? [] : toRows('Code', [`commit ${code.commit}${code.remote === null ? '' : ` at ${code.remote}`}`, ...code.changed.map((file) => `differed: ${file}`)])),
    ...(environment === null ? [] : [['Environment', `${environment.name}, ${plural(environment.packages, 'package')}, ${environment.sha256}${environment.atHand ? '' : '; not at hand'}`] as const]),
    ...toRows('Lock files', lockfiles),
    ...toRows('Parameters', Object.entries(parameters).map(([name, value]) => `${name} = ${value}`)),
    ...(command === null ? [] : [['Command', command.join(' ')] as const]),
    ...toRows('Gaps', gaps),
  ])
}

const verdicts = { reproduced: 'reproduced', within_tolerance: 'within tolerance', not_reproduced: 'not reproduced' } as const

const describeAll = (all: readonly Reproduction[]): string =>
  toTable(
    ['Rerun', 'By', 'Verdict', 'Counts as evidence'],
    all.map((one) => [one.run.id.slice(0, 8), one.results[0]?.by ?? one.by, one.results[0] ? verdicts[one.results[0].verdict] : 'open', standingWords[standingOf(one)]]),
  )

/** How a rerun stands to its original, as it was sealed; empty where the run repeats none. */
export function describeReproduction({ of }: ReturnType<Experiments['reproductions']>): string {
  const [newest] = of?.results ?? []
  if (!of || !newest) return ''
  const { comparison } = of
  const said = newest.independent ? '' : '\nThis is a repetition by somebody who made the original: it is not independent, and no evidence.'
  return `\nRun ${of.original.name} (${of.original.id.slice(0, 8)}): ${verdicts[newest.verdict]}${said}${comparison === null ? '' : `\n${describeComparison(comparison)}`}`
}

function describeComparison({ reasons, inputs, metrics }: Comparison): string {
  const differences = Object.entries(inputs).flatMap(([part, { differences: list }]) => list.slice(0, 12).map(({ what, original, repeated }) => `  ${part}: ${what}: ${original ?? 'none'} → ${repeated ?? 'none'}`))
  const rows = metrics.filter(({ state }) => state !== 'same').slice(0, 40).map(({ metric, original, repeated, difference, tolerance, state }) => [metric, String(original ?? ''), String(repeated ?? ''), String(difference ?? ''), toToleranceText(tolerance), state.replace('_', ' ')])
  return [...reasons.map((reason) => `  ${reason}`), ...differences, ...(rows.length === 0 ? [] : [toTable(['Metric', 'Original', 'Rerun', 'Difference', 'Tolerance', ''], rows)])].join('\n')
}

const toToleranceText = (tolerance: Tolerance | null) => (tolerance === null ? '' : tolerance.kind === 'absolute' ? `± ${tolerance.value}` : `± ${tolerance.value * 100} %`)
