import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { driftChoices } from '../../../../shared/contract/evidence.ts'
import { resultOf } from '../../../support/checks.ts'
import { createWorld, founder, quiet, type World } from '../../../support/world.ts'

const file = (name: string) => fileURLToPath(new URL(`../../../fixtures/data/${name}.csv`, import.meta.url))
const inputs = { data: file('titanic-later'), reference: file('titanic') }

let world: World
beforeAll(async () => {
  world = await createWorld()
  const { catalog } = world.workspace
  catalog.addUseCase(founder, { name: 'Rescue', purpose: 'Who was saved', affected: '', tier: 1, tierReasons: '' })
  catalog.addModel(founder, { name: 'rescue', useCase: 'Rescue', task: 'classification', description: '' })
  await catalog.addVersion(founder, { model: 'rescue', data: [], parameters: {}, note: '' }, quiet)
})
afterAll(() => world.end())

it('a drift check is declared on both files, stored, and computed again to the same numbers', async () => {
  const { evidence, ledger } = world.workspace
  const before = ledger.tip().size
  const check = await evidence.run(founder, { check: 'drift', version: 'rescue@1', inputs, settings: driftChoices.parse({ except: ['Name', 'Ticket', 'Cabin'] }) }, quiet)
  expect(ledger.read(before).body).toMatchObject({ check: 'drift', inputs: [{ role: 'data', name: 'titanic-later.csv' }, { role: 'reference', name: 'titanic.csv' }] })
  expect(check.inputs.map(({ role }) => role)).toEqual(['data', 'reference'])
  const result = resultOf('drift', evidence.check(check.id).result)
  expect(result.rows).toEqual({ read: 418, used: 418, excluded: { missing_time: 0 } })
  expect(result.columns.find(({ name }) => name === 'PassengerId')).toMatchObject({ unjudged: 'identifier' })
  expect(await evidence.recompute(() => founder, check.id, inputs, quiet)).toEqual({ id: check.id, same: true, differences: [] })
  await world.check()
})
