import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Every bench of the checks, one after another, each with its machine, ratios and limiting factor. `quick`: fewer rounds and runs.
 *
 *   npm run bench:checks [-- quick] [names…]
 */
const asked = process.argv.slice(2).filter((one) => one !== 'quick')
const quick = process.argv.includes('quick')
const benches: readonly (readonly [name: string, quick: readonly string[]])[] = [
  ['fairness', ['5000000', '3']],
  ['growth', ['1']],
  ['libraries', ['5000000', '1']],
  ['quality', []],
  ['drift', []],
  ['performance', []],
  ['coverage', ['20000']],
]

let failed = false
for (const [name, few] of benches) {
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  if ((asked.length > 0 && !asked.includes(name)) || !existsSync(script)) continue
  console.log(`\n── ${name} ${'─'.repeat(70 - name.length)}`)
  if (spawnSync(process.execPath, [script, ...(quick ? few : [])], { stdio: 'inherit' }).status !== 0) failed = true
}
process.exitCode = failed ? 1 : 0
