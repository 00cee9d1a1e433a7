import { stripVTControlCharacters } from 'node:util'

/** One thing that did not hold: where it stands, and what was said about it. */
export interface Failure {
  readonly where: string
  readonly error: string
}

export interface Outcome {
  readonly passed: number
  readonly failures: readonly Failure[]
}

interface PlaywrightError {
  message?: string
  value?: string
}

interface PlaywrightSuite {
  title: string
  file: string
  suites?: PlaywrightSuite[]
  specs: { title: string; line: number; tests: { status: string; results: { status: string; errors: PlaywrightError[] }[] }[] }[]
}

interface PlaywrightReport {
  stats: { expected: number; flaky: number }
  errors: PlaywrightError[]
  suites: PlaywrightSuite[]
}

/** What Playwright's JSON report says; `errors` are those outside of tests, such as a file that could not be loaded. */
export function readPlaywright({ stats, errors, suites }: PlaywrightReport): Outcome {
  const toText = (found: readonly PlaywrightError[]) => found.map(({ message, value }) => message ?? value ?? '').join('\n')
  const inSuite = ({ suites: inner = [], specs }: PlaywrightSuite, path: string, file: string): Failure[] => [
    ...specs.flatMap(({ title, line, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected')
        .map(({ results }) => ({ where: `${file}:${line} › ${path}${title}`, error: toText(results.flatMap((result) => result.errors)) || (results.at(-1)?.status ?? 'did not run') })),
    ),
    ...inner.flatMap((suite) => inSuite(suite, `${path}${suite.title} › `, file)),
  ]
  const failures = [...suites.flatMap((suite) => inSuite(suite, '', suite.file)), ...errors.map((error) => ({ where: 'outside of the tests', error: toText([error]) }))]
  return { passed: stats.expected + stats.flaky, failures }
}

/** Everybody who reads only the end of the output learns what failed: the first ones with what they said, the others by name. */
export function toLines(failures: readonly (Failure & { stage: string })[], room = 45): string[] {
  const said = failures.slice(0, 5).map(({ error }) => firstLines(error, Math.max(3, Math.floor((room - failures.length) / Math.min(5, failures.length)) - 1)))
  const named = failures.slice(0, room).flatMap(({ stage, where }, at) => [`✗ ${stage}: ${where}`, ...(said[at] ?? [])])
  return failures.length > room ? [...named, `… and ${failures.length - room} more`] : named
}

function firstLines(error: string, count: number): string[] {
  const lines = stripVTControlCharacters(error).split('\n').filter((line) => line.trim() !== '' && !/^ +at .*(node_modules|node:internal)/.test(line))
  return lines.slice(0, count).map((line) => `    ${line.length > 300 ? `${line.slice(0, 300)} …` : line}`)
}
