import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from './browser.ts'
import { withServed } from './served.ts'

/**
 * From the command to the first screen that can be used, and what the core holds in memory when nothing happens. The page
 * must be built; the browser is started beforehand, as it is on most desks. The physical side of it is `node -e 0`.
 *
 *   npx node bench/start.ts [rounds]
 */
const rounds = Number(process.argv[2] ?? 5)
const home = mkdtempSync(join(tmpdir(), 'bench-start-'))
const browser = await launch()

interface Round {
  node: number
  address: number
  screen: number
  mebibytes: number
}

const taken: Round[] = []
for (let round = 0; round < rounds; round += 1) taken.push({ node: await bareNode(), ...(await start()) })
await browser.close()
rmSync(home, { recursive: true, force: true })

console.log(`start, ${rounds} rounds; median [lowest to highest]`)
console.log(`  node -e 0                            ${spread('node')} ms`)
console.log(`  command to address                   ${spread('address')} ms`)
console.log(`  command to first usable screen       ${spread('screen')} ms`)
console.log(`  memory of the idle core (VmRSS)      ${spread('mebibytes')} MiB`)
console.log(`  first screen / node -e 0             ${spreadOf(taken.map((one) => one.screen / one.node), 1)}`)

async function bareNode(): Promise<number> {
  const begun = performance.now()
  const child = spawn(process.execPath, ['-e', '0'])
  await new Promise((resolve) => child.once('exit', resolve))
  return performance.now() - begun
}

function start(): Promise<Omit<Round, 'node'>> {
  const begun = performance.now()
  return withServed({ cwd: home, home }, async ({ url, pid }) => {
    const address = performance.now() - begun
    const page = await browser.newPage()
    await page.goto(url)
    await page.getByRole('button', { name: 'Load the example' }).waitFor()
    const screen = performance.now() - begun
    await page.close()
    // Five quiet seconds, so that what starting left behind is collected.
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    return { address, screen, mebibytes: residentMebibytes(pid) }
  })
}

/** Linux only: what the process really holds. */
function residentMebibytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024
}

function spread(what: keyof Round): string {
  return spreadOf(taken.map((one) => one[what]))
}

function spreadOf(values: readonly number[], digits = 0): string {
  const sorted = values.toSorted((a, b) => a - b)
  return `${sorted[Math.floor(sorted.length / 2)]!.toFixed(digits)} [${sorted[0]!.toFixed(digits)} to ${sorted.at(-1)!.toFixed(digits)}]`
}
