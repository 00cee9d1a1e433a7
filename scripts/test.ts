import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ensureChromium } from './chromium.ts'
import { failuresFile } from '../test/support/failures.ts'
import { readPlaywright, toLines, type Outcome } from './test-failures.ts'

/**
 * Runs everything that must hold before a change is taken: types, lint, unit and integration tests, the build, the screens
 * in a browser, the shell against a stand-in. A stage that fails does not keep the next ones from running, except that
 * screens and shell need the build. The end names everything that failed; the last line is `N passed, N failed`.
 */
interface Result extends Outcome {
  stage: string
  seconds: number
}

const results: Result[] = []
const reports = 'test-results'
const say = (sentence: string) => process.stdout.write(`${sentence}\n`)

function run(command: readonly string[], env: Record<string, string> = {}): boolean {
  // npm puts node_modules/.bin first on PATH, so these are the project's own programs.
  const [program = '', ...args] = command
  const { status } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env }, shell: process.platform === 'win32' })
  return status === 0
}

function stage(name: string, act: () => Outcome): boolean {
  say(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`)
  const begun = performance.now()
  const outcome = act()
  results.push({ stage: name, ...outcome, seconds: (performance.now() - begun) / 1000 })
  return outcome.failures.length === 0
}

const failed = (where: string, error = ''): Outcome => ({ passed: 0, failures: [{ where, error }] })

/** A stage that either holds or not; what it says is kept for the end. */
function script(name: string): Outcome {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', name], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
  const said = `${stdout}${stderr}`
  process.stdout.write(said)
  return status === 0 ? { passed: 1, failures: [] } : failed(`npm run ${name}`, said)
}

/** What a run reported; one that ended badly without naming a failure is one failure. */
function reported<T>(ok: boolean, file: string, read: (report: T) => Outcome): Outcome {
  const outcome = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8')) as T) : { passed: 0, failures: [] }
  if (ok || outcome.failures.length > 0) return outcome
  return { ...outcome, failures: [{ where: 'the run itself', error: 'It ended with an error outside of the tests; its output above says which.' }] }
}

function vitest(): Outcome {
  const ok = run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'vitest.json')}`, '--reporter=./test/support/failures.ts'])
  return reported(ok, failuresFile, (outcome: Outcome) => outcome)
}

/** The browser of the screens, or the shell over its stand-in: each has a config and prints what it left open. */
const specs = {
  screens: ['--config=playwright.config.ts', '--project=app', '--reporter=list,json'],
  shell: ['--config=playwright.shell.config.ts', '--reporter=list,json,./test/e2e/shell/left-open.ts'],
}

function playwright(name: keyof typeof specs, chromium: string): Outcome {
  const file = join(reports, `${name}.json`)
  const ok = run(['playwright', 'test', ...specs[name], `--output=${join(reports, name)}`], { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: resolve(file) })
  return reported(ok, file, readPlaywright)
}

function summarise(): void {
  const sum = (count: (result: Result) => number) => results.reduce((total, result) => total + count(result), 0)
  const failures = results.flatMap((result) => result.failures.map((failure) => ({ stage: result.stage, ...failure })))
  say('')
  for (const { stage: name, passed, failures: { length }, seconds } of results) {
    say(`${length === 0 ? '✓' : '✗'} ${name.padEnd(20)} ${String(passed).padStart(5)} passed ${String(length).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`)
  }
  if (failures.length > 0) say(['', ...toLines(failures)].join('\n'))
  process.exitCode = failures.length === 0 ? 0 : 1
  say(`\n${sum(({ passed }) => passed)} passed, ${failures.length} failed`)
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const chromium = await ensureChromium(say)
stage('types', () => script('typecheck'))
stage('lint', () => script('lint'))
const built = stage('build', () => script('build'))
stage('unit and integration', vitest)
for (const name of ['screens', 'shell'] as const) {
  stage(name, () => {
    if (!built) return failed('not run: the build failed')
    if (chromium === null) return failed('not run: there is no Chromium')
    return playwright(name, chromium)
  })
}
summarise()
