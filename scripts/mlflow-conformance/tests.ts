import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { surroundings, type Environment } from './environments.ts'

/** MLflow's own tests that ask a server over HTTP for what docs/formats/mlflow.md says is answered, by file and name. */
export interface Scope {
  /** The release whose tests they are. */
  mlflow: string
  /** Cases they come to with their parameters. */
  cases: number
  tests: Record<string, string[]>
}

export interface Tested {
  ran: number
  passed: number
  failures: { test: string; text: string }[]
}

const repository = 'https://github.com/mlflow/mlflow'
const plugin = import.meta.dirname

/** A checkout of MLflow's sources: the folder that MLFLOW_SOURCE names, or one that Git fetches; a sentence where there is neither. */
export function findTests({ mlflow, tests }: Scope, scratch: string): string | { missing: string } {
  const named = process.env['MLFLOW_SOURCE']
  const folder = named ?? join(scratch, 'mlflow-source')
  const fetch = ['clone', '--quiet', '--depth', '1', '--branch', `v${mlflow}`, repository, folder]
  if (!named && !existsSync(folder)) spawnSync('git', fetch, { stdio: 'ignore', env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } })
  const lacking = Object.keys(tests).find((file) => !existsSync(join(folder, file)))
  if (lacking === undefined) return folder
  const place = named ? `MLFLOW_SOURCE names ${folder}, which has no ${lacking}` : `Git could not fetch ${repository}`
  return { missing: `${place}. The tests are no part of the package: where there is network, run "git ${fetch.slice(0, -1).join(' ')} mlflow-source", bring the folder here, and name it with MLFLOW_SOURCE.` }
}

/** Runs each file in a process of its own: its tests change what others in the process would find. */
export function runTests({ python }: Environment, scope: Scope, source: string, scratch: string): Tested {
  const results = join(scratch, 'results.jsonl')
  const settings = join(scratch, 'empty.ini')
  const work = join(scratch, 'work')
  mkdirSync(work, { recursive: true })
  writeFileSync(results, '')
  writeFileSync(settings, '')
  const env = {
    ...surroundings,
    PYTHONPATH: [source, plugin].join(process.platform === 'win32' ? ';' : ':'),
    CONFORMANCE_SCOPE: JSON.stringify(scope),
    CONFORMANCE_RESULTS: results,
    CONFORMANCE_WORKSPACES: JSON.stringify([process.execPath, join(plugin, 'workspaces.ts')]),
  }
  for (const file of Object.keys(scope.tests)) {
    const { status } = spawnSync(python, ['-m', 'pytest', '--noconftest', '-c', settings, '--rootdir', source, '-p', 'plugin', '-p', 'no:cacheprovider', '-q', '--tb=short', '-W', 'ignore', join(source, file)], { cwd: work, env, stdio: ['ignore', 'inherit', 'inherit'] })
    if (status !== 0 && status !== 1) throw new Error(`pytest ended with ${status} at ${file}; what it printed stands above.`)
  }
  return read(results)
}

function read(file: string): Tested {
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { collected?: string[]; test?: string; outcome?: string; text?: string })
  const ran = lines.flatMap(({ collected = [] }) => collected)
  const failures = lines.flatMap(({ test, outcome, text = '' }) => (test !== undefined && outcome !== 'passed' ? [{ test, text }] : []))
  const failed = new Set(failures.map(({ test }) => test))
  return { ran: ran.length, passed: ran.filter((test) => !failed.has(test)).length, failures }
}
