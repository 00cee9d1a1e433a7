import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ensureChromium } from './chromium.ts'

/**
 * Runs everything that must hold before a change is taken: types, lint, unit and integration tests, the build, the screens
 * in a browser, the shell against a stand-in. A stage that fails does not keep the next ones from running, except that
 * screens and shell need the build. The last line is `N passed, N failed`.
 */
interface Result {
  stage: string
  passed: number
  failed: number
  seconds: number
  note: string
}

const results: Result[] = []
const reports = 'test-results'
const say = (sentence: string) => process.stdout.write(`${sentence}\n`)

function run(command: readonly string[], env: Record<string, string> = {}): boolean {
  const [program = '', ...args] = command
  // npm puts node_modules/.bin first on PATH, so these are the project's own programs.
  const { status } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env }, shell: process.platform === 'win32' })
  return status === 0
}

function stage(name: string, act: () => { passed: number; failed: number; note?: string }): boolean {
  say(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`)
  const begun = performance.now()
  const { passed, failed, note = '' } = act()
  results.push({ stage: name, passed, failed, seconds: (performance.now() - begun) / 1000, note })
  return failed === 0
}

const asOne = (ok: boolean) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 })

/** Counts of a run that wrote a report; a run that ended badly without a failed test counts as one failure. */
function counted(ok: boolean, file: string, count: (report: unknown) => { passed: number; failed: number }) {
  const counts = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0 }
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1, note: 'ended with an error outside the tests' }
}

function vitest() {
  const file = join(reports, 'vitest.json')
  const ok = run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  return counted(ok, file, (report) => {
    const { numPassedTests, numFailedTests } = report as { numPassedTests: number; numFailedTests: number }
    return { passed: numPassedTests, failed: numFailedTests }
  })
}

/** The browser of the screens, or the shell over its stand-in: each has a config and prints what it left open. */
const specs = {
  screens: ['--config=playwright.config.ts', '--project=app', '--reporter=list,json'],
  shell: ['--config=playwright.shell.config.ts', '--reporter=list,json,./test/e2e/shell/left-open.ts'],
}

function playwright(name: keyof typeof specs, chromium: string) {
  const file = join(reports, `${name}.json`)
  const ok = run(['playwright', 'test', ...specs[name], `--output=${join(reports, name)}`], { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: resolve(file) })
  return counted(ok, file, (report) => {
    const { expected, flaky, unexpected } = (report as { stats: { expected: number; flaky: number; unexpected: number } }).stats
    return { passed: expected + flaky, failed: unexpected }
  })
}

function summarise(): void {
  say('')
  for (const { stage: name, passed, failed, seconds, note } of results) {
    say(`${failed === 0 ? '✓' : '✗'} ${name.padEnd(20)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s  ${note}`.trimEnd())
  }
  const sum = (key: 'passed' | 'failed') => results.reduce((total, result) => total + result[key], 0)
  process.exitCode = sum('failed') === 0 ? 0 : 1
  say(`\n${sum('passed')} passed, ${sum('failed')} failed`)
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const chromium = await ensureChromium(say)
stage('types', () => asOne(run(['npm', 'run', '--silent', 'typecheck'])))
stage('lint', () => asOne(run(['npm', 'run', '--silent', 'lint'])))
const built = stage('build', () => asOne(run(['npm', 'run', '--silent', 'build'])))
stage('unit and integration', vitest)
for (const name of ['screens', 'shell'] as const) {
  stage(name, () => {
    if (!built) return { passed: 0, failed: 1, note: 'not run: the build failed' }
    if (chromium === null) return { passed: 0, failed: 1, note: 'not run: there is no Chromium' }
    return playwright(name, chromium)
  })
}
summarise()
