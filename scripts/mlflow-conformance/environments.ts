import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** A Python with packages of its own. */
export interface Environment {
  python: string
}

/** The interpreter that PYTHON names, or python3, or python; null where none runs. */
export function findPython(): string | null {
  const named = process.env['PYTHON']
  return (named ? [named] : ['python3', 'python']).find((one) => spawnSync(one, ['--version']).status === 0) ?? null
}

/** Makes a virtual environment below `folder` with these packages, from wherever pip is set up to take them; a sentence where that fails. */
export function makeEnvironment(python: string, folder: string, name: string, packages: readonly string[]): Environment | string {
  const at = join(folder, name)
  const own = join(at, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  const done = join(at, 'complete')
  if (existsSync(done)) return { python: own }
  mkdirSync(folder, { recursive: true })
  console.log(`installing ${packages.join(' ')} …`)
  const steps: [string, string[]][] = [
    [python, ['-m', 'venv', at]],
    [own, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]],
  ]
  for (const [command, args] of steps) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
    if (status !== 0) return `${command} ${args.join(' ')} failed: ${(error?.message ?? stderr).trim().split('\n').at(-1) ?? ''}`
  }
  mkdirSync(done)
  return { python: own }
}

/** What the tests and scripts of MLflow run under: nothing is told to anybody, and a refusal is not tried again for minutes. */
export const surroundings = { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: 'true', MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1', PYTHONDONTWRITEBYTECODE: '1', PYTHONWARNINGS: 'ignore' }
