import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtIn, toPolicyHash } from '../../../electron/domain/policies/service.ts'
import { createWorld, founder, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => void (world = await createWorld()))
afterAll(() => world.end())

it('a new workspace is under the two-person policy since it was founded', async () => {
  const { policies } = world.workspace
  const policy = builtIn('two-person')
  const adopted = { policy, sha256: toPolicyHash(policy), seq: 2, at: '2026-11-21T10:00:00.000Z', by: founder, proposal: null }
  expect(policies.current()).toEqual(adopted)
  expect(policies.list()).toEqual([adopted])
  expect(policies.get({ id: 'two-person', version: 1 })).toEqual(adopted)
  expect(() => policies.get({ id: 'two-person', version: 2 })).toThrow('No policy two-person 2 was ever in force in this workspace. There are: two-person 1.')
  await world.check()
})
