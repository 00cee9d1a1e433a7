import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCore, type Core } from '../../electron/core/compose.ts'
import { servePort } from '../../electron/core/serve-port.ts'
import { nodePrograms } from '../../electron/platform/programs.ts'
import { withAppErrors } from '../../renderer/api/failures.ts'
import type { contract } from '../../shared/contract/index.ts'
import { toPortLike } from '../support/port.ts'
import { quickSealing } from '../support/sealing.ts'

let [home, core] = ['', null as unknown as Core]
let client: ContractRouterClient<typeof contract>
let port: InstanceType<typeof MessagePort>
let now = Date.parse('2026-11-21T10:00:00.000Z')
const minute = 60_000

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'idle-'))
  const clock = { now: () => new Date(now), offsetMinutes: () => 0 }
  core = createCore({ clock, stateDir: join(home, 'state'), programs: nodePrograms, sealing: quickSealing, version: 'test', report: (error) => { throw error } })
  const { port1, port2 } = new MessageChannel()
  port = port2
  servePort(toPortLike(port1), { router: core.router, session: core.sessions.open('electron'), report: () => {} })
  client = createORPCClient(withAppErrors(new RPCLink({ port })))
  port.start()
  const person = { name: 'Ana Lima', email: 'ana@example.org', roles: ['data_scientist' as const], passphrase: 'correct horse' }
  await client.workspace.create({ dir: join(home, 'workspace'), name: 'Credit', person })
})

afterEach(async () => {
  port.close()
  await core.close()
  rmSync(home, { recursive: true, force: true })
})

test('whoever does nothing for longer than the policy says is signed out, and signs in with account and passphrase again', async () => {
  now += 10 * minute
  expect(await client.identity.current()).toMatchObject({ email: 'ana@example.org' })
  now += 10 * minute + 1
  expect(await client.identity.current()).toBeNull()
  await expect(client.catalog.addUseCase({ name: 'Retail credit', purpose: 'Rank.', tier: 2 })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  await client.identity.signIn({ email: 'ana@example.org', passphrase: 'correct horse' })
  expect(await client.catalog.addUseCase({ name: 'Retail credit', purpose: 'Rank.', tier: 2 })).toMatchObject({ owner: 'ana@example.org' })
})

test('the act that comes after the pause says why it was refused and what to do', async () => {
  now += 11 * minute
  await expect(client.catalog.addUseCase({ name: 'Retail credit', purpose: 'Rank.', tier: 2 })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN', message: expect.stringContaining('signed out. Sign in again') })
})

test('a page that reads by itself keeps nobody signed in; a key or the pointer does', async () => {
  for (let turn = 0; turn < 4; turn++) {
    now += 6 * minute
    await client.identity.attend()
  }
  expect(await client.identity.current()).toMatchObject({ email: 'ana@example.org' })
  for (let turn = 0; turn < 3; turn++) {
    now += 4 * minute
    await client.experiments.list({})
  }
  expect(await client.identity.current()).toBeNull()
  await client.identity.attend()
  expect(await client.identity.current()).toBeNull()
})
