import { resolve } from 'node:path'
import type { Command } from 'commander'
import { endedStatus, type RunDetail, type RunHead } from '../../../shared/contract/runs.ts'
import { AppError } from '../../../shared/errors.ts'
import { beforeUse } from '../before-use.ts'
import { addNotesOf } from '../note.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { findRun, parsePair, parseValue } from './names.ts'
import { show } from './output.ts'
import { readPoints } from './points.ts'
import { addRecord } from './record.ts'
import { addReproduce, toPlace, withRepeating, type Repeating } from './reproduction.ts'
import { describeRun, toWanted, withSurroundings, type Surroundings } from './surroundings.ts'
import { addToVersion } from './to-version.ts'

export function addRun(program: Command, terminal: Terminal): void {
  const group = program.command('run').description('one try of an experiment: begun, logged to, sealed')
  withRepeating(withSurroundings(group.command('start')))
    .description('Begins a run; an entry says so at once. Prints its id.')
    .option('--name <name>')
    .action((options: Surroundings & Repeating & { name?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, yes, work }) => {
        const { experiments } = workspace
        await beforeUse({ workspace, actor, yes, terminal }, toWanted(options))
        const head = experiments.start({ person: actor(), source: 'command_line', client: null }, { ...toPlace(experiments, options), name: options.name })
        await describeRun(experiments, head.id, options, work)
        terminal.output.result({ run: head.id, name: head.name, experiment: head.experiment }, head.id)
      }),
    )
  addLog(group, terminal)
  addFiles(group, terminal)
  addRecord(group, terminal)
  addEndings(group, terminal)
  addToVersion(group, terminal)
  addNotesOf(group, terminal, { type: 'run', find: ({ experiments }, text) => findRun(experiments, text) })
  addReproduce(group, terminal)
}

function addLog(group: Command, terminal: Terminal): void {
  group
    .command('log')
    .description('Adds parameters, metrics and tags to an open run: all of them or none.')
    .argument('<run>', 'its id or the beginning of it')
    .option('--param <name=value...>')
    .option('--metric <name=value...>')
    .option('--step <n>', 'of the metrics named here', '0')
    .option('--tag <name=value...>')
    .option('--metrics-file <file>', 'CSV (key,value,step,timestamp, or one column a metric) or JSON')
    .action((text: string, options: { param?: string[]; metric?: string[]; step: string; tag?: string[]; metricsFile?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { experiments }, actor }) => {
        actor()
        const now = Date.now()
        const step = parseStep(options.step)
        const named = (options.metric ?? []).map((pair) => parsePair(pair, 'The metric')).map(([key, value]) => ({ key, value: parseValue(value, `The metric “${key}”`), step, atMs: now }))
        const points = [...named, ...(options.metricsFile === undefined ? [] : readPoints(options.metricsFile, now))]
        if (points.length === 0 && options.param === undefined && options.tag === undefined) throw new AppError('BAD_INPUT', nothingToLog(options.metricsFile))
        const run = findRun(experiments, text)
        experiments.log(run, {
          parameters: Object.fromEntries((options.param ?? []).map((pair) => parsePair(pair, 'The parameter'))),
          tags: Object.fromEntries((options.tag ?? []).map((pair) => parsePair(pair, 'The tag'))),
          points,
        })
        showHead(terminal, experiments.head(run))
      }),
    )
}

function addFiles(group: Command, terminal: Terminal): void {
  group
    .command('artifact')
    .alias('artefact')
    .description('Takes a file or a folder into an open run.')
    .argument('<run>', 'its id or the beginning of it')
    .argument('<file>')
    .option('--path <folder>', 'the folder in the run that takes it', '')
    .action((text: string, file: string, options: { path: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { experiments }, actor, work }) => {
        actor()
        const stored = await experiments.addFiles(findRun(experiments, text), resolve(file), options.path, work)
        terminal.output.result(stored, stored.map(({ path, sha256 }) => `${sha256}  ${path}`).join('\n'))
      }),
    )
}

function addEndings(group: Command, terminal: Terminal): void {
  group
    .command('finish')
    .description('Seals a run: its description and all its points as files, their digests in one entry.')
    .argument('<run>', 'its id or the beginning of it')
    .option('--status <status>', endedStatus.options.join(', '), 'finished')
    .action((text: string, options: { status: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { experiments }, actor }) => {
        const status = endedStatus.safeParse(options.status)
        if (!status.success) throw new AppError('BAD_INPUT', `A run ends as ${endedStatus.options.join(', ')}; “${options.status}” is none of them.`)
        const sealed = await experiments.finish(actor(), findRun(experiments, text), { status: status.data })
        show(terminal, sealed, experiments.reproductions(sealed.id))
      }),
    )
  const single = (name: string, about: string, act: (experiments: Parameters<typeof findRun>[0], run: string, person: string, reason: string) => RunDetail | RunHead | Promise<RunDetail>, reason: boolean) => {
    const command = group.command(name).description(about).argument('<run>', 'its id or the beginning of it')
    if (reason) command.requiredOption('--reason <text>')
    command.action((text: string, options: { reason?: string }, self: Command) =>
      inWorkspace(terminal, self, async ({ workspace: { experiments }, actor }) => {
        const done = await act(experiments, findRun(experiments, text), actor(), options.reason ?? '')
        show(terminal, experiments.run(done.id))
      }),
    )
  }
  single('reopen', 'Takes a sealed run up again; sealing it again keeps both seals.', (experiments, run) => experiments.reopen(run), false)
  single('discard', 'Sets a run aside. It is sealed and stays, with the reason.', (experiments, run, person, reason) => experiments.discard(person, run, reason), true)
  single('restore', 'Lets a run count again that was set aside.', (experiments, run, person, reason) => experiments.restore(person, run, reason), true)
  group
    .command('show')
    .description('Shows a run: how it ended, its seal, parameters, newest metrics, data and files.')
    .argument('<run>', 'its id or the beginning of it')
    .action((text: string, _options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace: { experiments } }) => {
        const run = findRun(experiments, text)
        show(terminal, experiments.run(run), experiments.reproductions(run))
      }),
    )
}

function nothingToLog(file: string | undefined): string {
  if (file !== undefined) return `${file} has no line of values under its heading. Give a file with points, such as one that begins step,auc and goes on 1,0.93. Nothing was written.`
  return 'Say what to add to the run: --param, --metric, --tag or --metrics-file. Nothing was written.'
}

function parseStep(text: string): number {
  const step = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(step)) throw new AppError('BAD_INPUT', `The step is “${text}”, which is no whole number. Write it like 0 or 12. Nothing was written.`)
  return step
}

const showHead = ({ output }: Terminal, head: RunHead) => output.result(head, `${head.id}  ${head.name}  ${head.status}`)
