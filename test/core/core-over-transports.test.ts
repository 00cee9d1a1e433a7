import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, describe, expect, test } from 'vitest'
import { createCore } from '../../electron/core/compose.ts'
import { serveHttp } from '../../electron/core/serve-http.ts'
import { servePort } from '../../electron/core/serve-port.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import { nodePrograms } from '../../electron/platform/programs.ts'
import { withAppErrors, type Link } from '../../renderer/api/failures.ts'
import type { contract } from '../../shared/contract/index.ts'
import { toPortLike } from '../support/port.ts'
import { quickSealing } from '../support/sealing.ts'

type Client = ContractRouterClient<typeof contract>

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

const report = (error: unknown) => {
  throw error
}
const connect = (link: Link): Client => createORPCClient(withAppErrors(link))

function start() {
  const home = mkdtempSync(join(tmpdir(), 'countersign-'))
  const core = createCore({ clock: systemClock, stateDir: join(home, 'state'), programs: nodePrograms, sealing: quickSealing, version: '1.2.3', report })
  cleanups.push(() => core.close())
  return { core, home }
}

async function overHttp() {
  const { core, home } = start()
  const addresses: string[] = []
  const server = await serveHttp({ router: core.router, sessions: core.sessions, pageRoot: home, report, onAddress: (address) => addresses.push(address) })
  cleanups.push(() => server.close())
  const { origin, hash } = new URL(addresses[0] as string)
  const answer = await fetch(`${origin}/session`, { method: 'POST', body: JSON.stringify({ token: hash.slice('#token='.length) }) })
  const { session } = (await answer.json()) as { session: string }
  return { home, runtime: 'browser', client: connect(new FetchLink({ url: `${origin}/rpc`, headers: { authorization: `Bearer ${session}` } })) }
}

function overPort() {
  const { core, home } = start()
  const { port1, port2 } = new MessageChannel()
  servePort(toPortLike(port1), { router: core.router, session: core.sessions.open('electron'), report })
  cleanups.push(() => port2.close())
  const client = connect(new PortLink({ port: port2 }))
  port2.start()
  return Promise.resolve({ home, runtime: 'electron', client })
}

describe.each([
  ['loopback HTTP', overHttp],
  ['a message port', overPort],
] as const)('the core over %s', (_name, open) => {
  test('says its version and which runtime the window has', async () => {
    const { client, runtime } = await open()
    expect(await client.workspace.state()).toMatchObject({ app: { version: '1.2.3', runtime }, open: null })
  })

  test('makes a workspace, signs its founder in and tells the watching page of it', async () => {
    const { client, home } = await open()
    const changes = await client.jobs.watch()
    const person = { name: 'Ana Lima', email: 'ana@example.org', roles: ['data_scientist' as const], passphrase: 'correct horse' }
    await expect(client.identity.current()).rejects.toMatchObject({ code: 'NO_WORKSPACE' })
    expect(await client.workspace.create({ dir: join(home, 'workspace'), name: 'Credit', person })).toMatchObject({ open: { name: 'Credit' } })
    expect((await client.identity.current())?.email).toBe('ana@example.org')
    for await (const change of changes) if (change.type === 'workspace') break
  })

  test('refuses with the sentence of the service', async () => {
    const { client, home } = await open()
    await expect(client.workspace.open({ dir: join(home, 'nowhere') })).rejects.toMatchObject({ name: 'AppError', message: expect.stringContaining('nowhere') })
  })
})
