import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missingTokens } from '../../electron/platform/data-source.ts'
import { createAnalytics } from '../../electron/platform/duckdb.ts'
import { nodePrograms } from '../../electron/platform/programs.ts'
import { type Case, toCases } from './cases.ts'
import { type Answer, type Compared, compare, toLines } from './comparison.ts'
import { findPython, lacking, type Python } from './python.ts'
import { type Library, libraries } from './values.ts'

/**
 * Results of checks beside what Python's libraries compute of the same files. What is not installed is said and left out. Exits with 1 where a value
 * differs by more than 1e-9 (relative above 1) and no known difference of definition explains it to the same precision.
 *
 *   npm run compare [-- PYTHON]
 */
const program = fileURLToPath(new URL('./compare.py', import.meta.url))
/** What compare.py imports for each. */
const needs: Record<Library, readonly string[]> = { fairlearn: ['fairlearn', 'pandas', 'scikit-learn'], 'scikit-learn': ['scikit-learn'], scipy: ['scipy', 'numpy'], evidently: ['evidently', 'pandas'] }

const python = findPython(process.argv[2])
if (typeof python === 'string') console.log(python)
else await compareWith(python)

async function compareWith(found: Python): Promise<void> {
  const present = libraries.filter((library) => lacking(found, needs[library]).length === 0)
  console.log(`Python ${found.version} at ${found.path}`)
  for (const library of libraries) {
    const missing = lacking(found, needs[library])
    console.log(missing.length === 0 ? `${library} ${found.packages[library]}` : `${library} is not compared: ${missing.join(', ')} is not installed for this Python.`)
  }
  const compared = present.length === 0 ? [] : await compareAll(found, present)
  print(compared)
}

async function compareAll(found: Python, present: readonly Library[]): Promise<Compared[]> {
  const dir = mkdtempSync(join(tmpdir(), 'compare-'))
  const analytics = createAnalytics({ programs: nodePrograms, scratchDir: join(dir, 'scratch') })
  try {
    const cases = await toCases(analytics, dir)
    const { unusable, values } = ask(found, cases, present)
    for (const [library, error] of Object.entries(unusable)) console.log(`${library} is not compared: it is installed and can not be imported (${error}).`)
    const usable = present.filter((library) => !(library in unusable))
    return cases.flatMap((one, at) => compare(one, values[at] ?? [], usable))
  } finally {
    analytics.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** `values` in the order of the cases; `unusable` says why a library does not load. */
function ask({ path }: Python, cases: readonly Case[], present: readonly Library[]): { unusable: Record<string, string>; values: Answer[][] } {
  const input = JSON.stringify({ libraries: present, missing: missingTokens, cases: cases.map(({ question }) => question) })
  const { status, stdout, stderr } = spawnSync(path, [program], { input, encoding: 'utf8', maxBuffer: 1e8 })
  if (status !== 0) throw new Error(`compare.py ended with ${status}: ${stderr}`)
  return JSON.parse(stdout) as ReturnType<typeof ask>
}

function print(compared: readonly Compared[]): void {
  const head = ['case', 'library', 'metric', 'over', 'ours', 'theirs', 'difference', 'verdict']
  const table = [head, ...toLines(compared)]
  const widths = head.map((_, at) => Math.max(...table.map((line) => line[at]?.length ?? 0)))
  console.log()
  for (const line of table) console.log(line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ').trimEnd())
  const count = (verdict: Compared['verdict']) => compared.filter((one) => one.verdict === verdict).length
  const beyond = count('DIFFERS')
  console.log(`\n${count('differs by definition')} differ by definition, as said above, and by no more than that.`)
  console.log(`${compared.length} compared, ${beyond} beyond 1e-9`)
  process.exitCode = beyond > 0 ? 1 : 0
}
