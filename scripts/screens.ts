import { chromium, type Browser, type Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createCore } from '../electron/core/compose.ts'
import { examplePeople } from '../electron/core/example.ts'
import { serveHttp } from '../electron/core/serve-http.ts'
import { build } from './build.ts'
import { ensureChromium } from './chromium.ts'
import { findRecords, preparePlaces, type Place } from './screens/places.ts'
import type { Shot } from './screens/shot.ts'
import { shots } from './screens/shots.ts'

/**
 * Pictures of every screen, dialog and state through the real core, to be looked at: dist/screens/<name>-<theme>-<width>.png.
 * Run: npm run screens -- [name …] [--light|--dark] [--1280|--1920]   A name may be a part of it.
 */
const options = process.argv.slice(2)
const names = options.filter((option) => !option.startsWith('--'))
const pick = <T extends string | number>(all: readonly T[]): readonly T[] => {
  const asked = all.filter((one) => options.includes(`--${one}`))
  return asked.length > 0 ? asked : all
}
const themes = pick(['light', 'dark'] as const)
const heights = { 1280: 800, 1920: 1080 } as const
const sizes = pick([1280, 1920] as const).map((width) => ({ width, height: heights[width] }))
const root = join(import.meta.dirname, '../dist/screens')
const wanted = shots.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)))

async function takeAll(): Promise<void> {
  await build(['renderer'], console.log)
  const executablePath = await ensureChromium(console.log)
  if (executablePath === null) throw new Error('there is no Chromium to draw with')
  mkdirSync(root, { recursive: true })
  const places = await preparePlaces(join(root, '.work'))
  process.env['SCREENS_PREDICTIONS'] = join(root, '.work/rich/data/quarter-3/predictions-1-4000-applications.csv')
  process.env['SCREENS_TEST_SET'] = join(root, '.work/staffed/predictions-1.csv')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    for (const [name, place] of Object.entries(places)) await takeAt(browser, place, wanted.filter((shot) => shot.place === name))
  } finally {
    await browser.close()
  }
}

async function takeAt(browser: Browser, place: Place, here: readonly Shot[]): Promise<void> {
  if (here.length === 0) return
  const records = findRecords(place)
  const core = createCore({ ...place.machine, report: console.error })
  let address = ''
  const server = await serveHttp({ router: core.router, sessions: core.sessions, pageRoot: join(root, '../renderer'), report: console.error, onAddress: (next) => (address = next) })
  if (place.dir !== null) await core.open(place.dir)
  try {
    for (const theme of themes) {
      for (const viewport of sizes) {
        const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/Lisbon' })
        const page = await context.newPage()
        await page.goto(address)
        await page.getByRole('heading', { level: 1 }).waitFor()
        for (const shot of here) {
          for (const session of core.sessions.all()) session.actor = place.dir === null || shot.place === 'read-only' ? null : typeof shot.as === 'string' ? shot.as : examplePeople[shot.as]!.email
          await take(page, shot, records, `${shot.name}-${theme}-${viewport.width}`)
        }
        await context.close()
      }
    }
  } finally {
    await server.close()
    await core.close()
  }
}

async function take(page: Page, shot: Shot, records: Record<string, string>, file: string): Promise<void> {
  const path = shot.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => records[key] ?? '')
  try {
    await page.goto(`${page.url().replace(/#.*$/, '')}#${path}`)
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await settle(page)
    await shot.act?.(page, records)
    await settle(page)
  } catch (error) {
    console.error(`${file}: ${(error as Error).message.split('\n')[0]}`)
  }
  await page.screenshot({ path: join(root, `${file}.png`) })
  await page.context().setOffline(false)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
}

/** Until nothing is loading any more, or is meant to go on loading. */
async function settle(page: Page): Promise<void> {
  await page.getByText(/^Loading /).first().waitFor({ state: 'detached', timeout: 1500 }).catch(() => {})
  await page.evaluate('document.fonts.ready.then(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))')
}

await takeAll()
