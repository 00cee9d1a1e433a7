import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createNotices } from '../../../electron/core/notices.ts'
import { createWorld, founder, quiet, type World } from '../../support/world.ts'

const expert = 'expert@example.org'
let world: World
beforeAll(async () => {
  world = await createWorld()
  await world.enrol(expert, 'risk_sme')
})
afterAll(() => world.end())

it('tells each person what waits for them, and writes a calendar file that only its own kind replaces', async () => {
  const { catalog, reviews, inventory } = world.workspace
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'Rank applications.', affected: '', tier: 2, tierReasons: '' })
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  await catalog.addVersion(founder, { model: 'credit-lr', data: [], parameters: {}, note: '' }, quiet)
  const { id } = reviews.request(founder, { version: 'credit-lr@1', message: '' })
  expect(inventory.agenda(expert, 90)).toMatchObject([{ id: `waits-${id}`, for: 'me', to: `/reviews/${id}` }])
  expect(inventory.agenda(founder, 90)).toMatchObject([{ for: 'others', plain: `${id} waits for somebody else` }])
  expect(inventory.agenda(null, 90)).toMatchObject([{ for: 'others' }])
  reviews.return(expert, { id, reason: 'Say more of the data.' })
  expect(inventory.agenda(founder, 90)).toMatchObject([{ for: 'me', plain: `${id} waits for you` }])
  expect(inventory.agenda(expert, 90)).toMatchObject([{ for: 'others' }])
  reviews.revise(founder, { id, reason: 'Said.' })
  const notices = createNotices(world.machine)
  const browser = { runtime: 'browser' as const, actor: expert }
  const desktop = { ...browser, runtime: 'electron' as const }
  expect(notices.take(world.workspace, browser)).toBeNull()
  expect(notices.take(world.workspace, desktop)).toEqual({ title: 'Countersign', body: '1 thing waits for you; 0 dates within 30 days.', target: 'go.reviews' })
  expect(notices.take(world.workspace, desktop)).toBeNull()
  notices.change({ on: true, names: true })
  world.clock.advance(13 * 3_600_000)
  expect(notices.take(world.workspace, browser)).toMatchObject({ title: 'Countersign: Retail credit', body: expect.stringContaining(`${id} of credit-lr@1:`) })
  world.clock.advance(24 * 3_600_000)
  expect(notices.take(world.workspace, { ...browser, actor: null })).toMatchObject({ body: expect.stringContaining('1 thing waits for somebody'), target: 'go.calendar' })
  world.clock.advance(24 * 3_600_000)
  expect(notices.take(world.workspace, { ...browser, actor: founder })).toBeNull()
  notices.change({ on: false, names: false })
  expect(notices.take(world.workspace, desktop)).toBeNull()
  const out = join(world.stateDir, 'dates.ics')
  inventory.saveAgenda(expert, { days: 90, names: false, out })
  inventory.saveAgenda(expert, { days: 90, names: false, out })
  expect(readFileSync(out, 'utf8')).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/)
  expect(() => inventory.saveCsv(out)).toThrow('is not a file of the same kind')
})
