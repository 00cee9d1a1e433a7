import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCore, type Core } from '../../../electron/core/compose.ts'
import { serveMlflow } from '../../../electron/core/mlflow/server.ts'
import { servePort } from '../../../electron/core/serve-port.ts'
import { openWorkspace, type Machine } from '../../../electron/core/workspace.ts'
import { nodePrograms } from '../../../electron/platform/programs.ts'
import { withAppErrors } from '../../../renderer/api/failures.ts'
import type { contract } from '../../../shared/contract/index.ts'
import { toPortLike } from '../../support/port.ts'
import { quickSealing } from '../../support/sealing.ts'
import { callsTo } from './calls.ts'

const ana = { name: 'Ana Lima', email: 'ana@example.org', roles: ['data_scientist' as const], passphrase: 'correct horse' }
let [home, core, machine] = ['', null as unknown as Core, null as unknown as Machine]
let client: ContractRouterClient<typeof contract>
let port: InstanceType<typeof MessagePort>
let now = Date.parse('2026-11-21T10:00:00.000Z')

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'switch-'))
  machine = { clock: { now: () => new Date(now), offsetMinutes: () => 0 }, stateDir: join(home, 'state'), programs: nodePrograms, sealing: quickSealing, version: 'test', dateIsRight: true }
  core = createCore({ ...machine, report: (error) => expect.fail(String(error)) })
  const { port1, port2 } = new MessageChannel()
  port = port2
  servePort(toPortLike(port1), { router: core.router, session: core.sessions.open('electron'), report: () => {} })
  client = createORPCClient(withAppErrors(new RPCLink({ port })))
  port.start()
  await client.workspace.create({ dir: join(home, 'workspace'), name: 'Credit', person: ana })
})

afterAll(async () => {
  port.close()
  await core.close()
  rmSync(home, { recursive: true, force: true })
})

const ask = async (address: string | null, token?: string) => (await fetch(`${address}/api/2.0/mlflow/experiments/get?experiment_id=0`, { headers: { 'user-agent': 'mlflow-python-client/3.17.2', ...(token !== undefined && { authorization: `Bearer ${token}` }) } })).status

it('is turned on by somebody who is signed in, counts who asks, outlives a pause, and ends with them', async () => {
  expect(await client.mlflow.state()).toEqual({ on: false, address: null, person: null, token: false, requests: 0, lastClient: null, lastAt: null, waits: false, problem: null })
  const { secret, ...first } = await client.mlflow.turnOn({ token: true })
  expect([first.on, first.person, first.token, secret]).toEqual([true, ana.email, true, expect.stringMatching(/^[\w-]{32}$/)])
  expect([await ask(first.address), await ask(first.address, 'guessed'), await ask(first.address, secret!)]).toEqual([401, 401, 200])
  expect(await client.mlflow.state()).toMatchObject({ requests: 1, lastClient: 'mlflow-python-client/3.17.2', lastAt: '2026-11-21T10:00:00.000Z' })
  const [file] = readdirSync(join(home, 'state', 'mlflow'))
  expect(readFileSync(join(home, 'state', 'mlflow', file!), 'utf8')).not.toContain(secret)

  now += 11 * 60_000
  expect(await client.identity.current()).toBeNull()
  expect(await ask(first.address, secret!)).toBe(200)
  await expect(client.mlflow.turnOff()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
  await client.identity.signIn({ email: ana.email, passphrase: ana.passphrase })
  await client.identity.signOut()
  expect(await client.mlflow.state()).toMatchObject({ on: false, waits: true })
  await client.identity.signIn({ email: ana.email, passphrase: ana.passphrase })
  const again = await client.mlflow.state()
  expect([again.on, again.waits, await ask(again.address, secret!)]).toEqual([true, false, 200])
  await client.mlflow.turnOff()
  expect(await client.mlflow.state()).toMatchObject({ on: false, waits: false })
})

it('shares a workspace with another program that serves it, and ends when the workspace closes', async () => {
  const { address } = await client.mlflow.turnOn({ token: false })
  const other = openWorkspace(join(home, 'workspace'), machine)
  const second = await serveMlflow({ workspace: () => other, person: () => ana.email, tokenSha256: null, port: 0, report: (error) => expect.fail(String(error)) })
  const [here, there] = [callsTo(() => address!), callsTo(() => second.address)]
  const run = await here.startRun('both')
  for (let step = 0; step < 5; step++) for (const { post } of [here, there]) expect(await post('runs/log-metric', { run_id: run, key: 'm', value: step, timestamp: step, step })).toMatchObject({ status: 200 })
  await there.post('experiments/create', { name: 'From there' })
  await there.post('runs/update', { run_id: run, status: 'FINISHED' })
  expect((await here.call('GET', `runs/get?run_id=${run}`)).body['run'].info.status).toBe('FINISHED')
  expect((await here.call('GET', 'experiments/get-by-name?experiment_name=From%20there')).status).toBe(200)
  const mine = await here.post('runs/create', { experiment_id: '1' })
  expect(mine.status).toBe(200)
  await second.close()
  other.close()
  await client.workspace.close()
  await expect(fetch(`${address}/health`)).rejects.toThrow('fetch failed')
  expect(await client.mlflow.state()).toMatchObject({ on: false, waits: false })
})
