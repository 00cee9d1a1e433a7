import type { Locator, Page } from '@playwright/test'
import { launch } from '../browser.ts'
import { toRange } from '../ledger/sample.ts'
import { printMachine } from '../machine.ts'
import { withServed } from '../served.ts'
import { fillWithRuns } from './many-runs.ts'
import { createPlace, person } from './place.ts'

/**
 * The table of many runs as a window meets it, 1280×800: opened with a click in the list, gone through to its far ends, ordered by a
 * metric; each time until every cell in sight is there. Beside it the same screen with one run: what it costs by itself.
 *
 *   npm run build && npx node bench/experiments/table.ts [runs] [rounds]
 */
const runs = Number(process.argv[2] ?? 100_000)
const rounds = Number(process.argv[3] ?? 7)
printMachine('experiments/table.ts', runs, rounds)
const place = await createPlace()
const browser = await launch()
try {
  const { experiments } = place.workspace
  const alone = experiments.open(person.email, { name: 'Alone' })
  const { id } = experiments.start({ person: person.email, source: 'app', client: null }, { experiment: alone.id, name: 'only' })
  experiments.log(id, { points: [{ key: 'auc', value: 0.5, step: 0, atMs: 1 }] })
  fillWithRuns(place, runs)
  await withServed({ cwd: place.dir, home: place.machine.stateDir }, async ({ url }) => measure(await open(url)))
} finally {
  await browser.close()
  place.end()
}

async function open(url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(url)
  return page
}

async function measure(page: Page): Promise<void> {
  const grid = page.getByRole('grid', { name: 'runs' })
  const list = async () => {
    await page.getByRole('navigation', { name: 'Modules' }).getByRole('link', { name: 'Experiments' }).click()
    await page.getByText('Alone', { exact: true }).waitFor()
  }
  const drawn = async (one: Locator) => {
    await one.waitFor()
    await one.locator('[class*=_waiting]').first().waitFor({ state: 'detached' })
  }
  const row = (number: number) => grid.locator(`[data-row="${number}"]`)
  const acts: { what: string; from?: () => Promise<void>; act: () => Promise<void>; ends: () => Locator | Promise<Locator> }[] = [
    { what: 'a table of one run opens', from: list, act: () => page.getByText('Alone', { exact: true }).click(), ends: () => row(0) },
    { what: `a table of ${runs + 1} runs opens`, from: list, act: () => page.getByText('Default', { exact: true }).click(), ends: () => row(8) },
    { what: 'its last column', act: () => grid.evaluate((node) => node.scrollTo({ left: node.scrollWidth })), ends: async () => row(1).filter({ has: page.locator(`[aria-colindex="${await grid.getAttribute('aria-colcount')}"]`) }) },
    { what: 'its last run', act: () => grid.evaluate((node) => node.scrollTo({ left: 0, top: node.scrollHeight })), ends: () => row(runs) },
    { what: 'ordered by a metric', from: () => grid.evaluate((node) => node.scrollTo({ top: 0 })), act: () => grid.getByRole('button', { name: 'auc' }).click(), ends: () => row(0).filter({ hasText: /\de−\d/ }) },
  ]
  const times = acts.map((): number[] => [])
  for (let round = 0; round <= rounds; round++) {
    for (const [at, { from, act, ends }] of acts.entries()) {
      await from?.()
      const begun = performance.now()
      await act()
      await drawn(await ends())
      times[at]!.push(performance.now() - begun)
    }
  }
  console.log(`milliseconds, medians of ${rounds} [lowest to highest]\n\n| what | ms | first time |\n| --- | --- | --- |`)
  for (const [at, { what }] of acts.entries()) console.log(`| ${what} | ${toRange(times[at]!.slice(1), 0)} | ${times[at]![0]!.toFixed(0)} |`)
}
