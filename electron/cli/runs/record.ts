import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Command } from 'commander'
import { AppError } from '../../../shared/errors.ts'
import { beforeUse } from '../before-use.ts'
import type { Workspace } from '../../core/workspace.ts'
import { inWorkspace, type Terminal } from '../session.ts'
import { parsePair } from './names.ts'
import { show } from './output.ts'
import { readPoints } from './points.ts'
import { toPlace, withRepeating, type Repeating } from './reproduction.ts'
import { describeRun, toWanted, withSurroundings, type Surroundings } from './surroundings.ts'

interface Ended {
  exitCode: number | null
  signal: NodeJS.Signals | null
  durationMs: number
}

export function addRecord(group: Command, terminal: Terminal): void {
  withRepeating(withSurroundings(group.command('record')))
    .description('Runs a command as it is, shows what it prints, and seals that with its duration, exit code and surroundings. The exit code is 1 where the command failed.')
    .option('--name <name>')
    .option('--param <name=value...>')
    .option('--metrics-file <file>', 'that the command writes: CSV (key,value,step,timestamp, or one column a metric) or JSON')
    .argument('[command...]', 'after --, with its own options; of a rerun, the one of the original where none is given')
    .action((given: string[], options: Surroundings & Repeating & { name?: string; param?: string[]; metricsFile?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor, yes, work }) => {
        const { experiments } = workspace
        const person = actor()
        await beforeUse({ workspace, actor, yes, terminal }, toWanted(options))
        const place = toPlace(experiments, options)
        const argv = given.length > 0 ? given : commandOf(experiments, place.repeats?.original)
        const head = experiments.start({ person, source: 'recorded', client: null }, { ...place, name: options.name ?? argv.join(' ').slice(0, 200) })
        // What surrounds it is noted before it runs: the command may change it.
        await describeRun(experiments, head.id, options, work)
        experiments.log(head.id, { parameters: Object.fromEntries((options.param ?? []).map((pair) => parsePair(pair, 'The parameter'))) })
        const folder = mkdtempSync(join(tmpdir(), 'countersign-run-'))
        try {
          const ended = await runCommand(argv, folder, head.id, terminal)
          for (const name of ['stdout.txt', 'stderr.txt']) if (existsSync(join(folder, name))) await experiments.addFiles(head.id, join(folder, name), 'output', work)
          // A command that failed may not have come so far as to write it.
          if (options.metricsFile !== undefined && (ended.exitCode === 0 || existsSync(options.metricsFile))) experiments.log(head.id, { points: readPoints(options.metricsFile, Date.now()) })
          experiments.update(head.id, { command: { argv, ...ended } })
          const ok = ended.exitCode === 0
          const sealed = await experiments.finish(person, head.id, { status: ok ? 'finished' : ended.signal ? 'killed' : 'failed' })
          show(terminal, sealed, experiments.reproductions(head.id))
          return ok ? 0 : 1
        } finally {
          rmSync(folder, { recursive: true, force: true })
        }
      }),
    )
}

function commandOf(experiments: Workspace['experiments'], original: string | undefined): string[] {
  const recorded = original === undefined ? null : experiments.reproductionNeeds(original).command
  if (recorded !== null) return recorded
  throw new AppError('BAD_INPUT', original === undefined ? 'Say which command to record, after --.' : `Run ${original} does not say by which command it was run. Give the command after --.`)
}

/** Its output goes to the terminal and to files as it comes. Ctrl-C reaches the command, whose end is recorded. */
async function runCommand(argv: readonly string[], folder: string, run: string, terminal: Terminal): Promise<Ended> {
  const begun = performance.now()
  const [program = '', ...args] = argv
  const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'pipe'], env: { ...process.env, COUNTERSIGN_RUN: run } })
  const stay = () => undefined
  process.on('SIGINT', stay)
  try {
    const ended = new Promise<Pick<Ended, 'exitCode' | 'signal'>>((resolve, reject) => {
      child.once('error', (error) => reject(new AppError('BAD_INPUT', `${program} could not be started: ${error.message}. The run is open; set it aside with "countersign run discard".`, { cause: error })))
      child.once('close', (exitCode, signal) => resolve({ exitCode, signal }))
    })
    const out = terminal.output.json ? process.stderr : process.stdout
    const copies = Promise.all([copy(child.stdout, out, join(folder, 'stdout.txt')), copy(child.stderr, process.stderr, join(folder, 'stderr.txt'))])
    const how = await ended
    await copies
    return { ...how, durationMs: Math.round(performance.now() - begun) }
  } finally {
    process.removeListener('SIGINT', stay)
  }
}

async function copy(source: Readable, shown: NodeJS.WriteStream, file: string): Promise<void> {
  let kept: ReturnType<typeof createWriteStream> | null = null
  for await (const chunk of source as AsyncIterable<Buffer>) {
    kept ??= createWriteStream(file)
    shown.write(chunk)
    if (!kept.write(chunk)) await new Promise((resolve) => kept!.once('drain', () => resolve(undefined)))
  }
  if (kept) await finished(kept.end())
}
