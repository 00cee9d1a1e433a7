import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCore, type Core } from '../../../electron/core/compose.ts'
import { servePort } from '../../../electron/core/serve-port.ts'
import { systemClock } from '../../../electron/platform/clock.ts'
import { nodePrograms } from '../../../electron/platform/programs.ts'
import { withAppErrors } from '../../../renderer/api/failures.ts'
import type { NotedBackup, Restored } from '../../../shared/contract/backups.ts'
import type { contract } from '../../../shared/contract/index.ts'
import { toPortLike } from '../../support/port.ts'
import { quickSealing } from '../../support/sealing.ts'

const founder = { name: 'Ana Author', email: 'ana@example.org', roles: ['final_approver' as const], passphrase: 'the passphrase of ana' }
const ben = { name: 'Ben Both', email: 'ben@example.org', roles: ['compliance_reviewer' as const], passphrase: 'the passphrase of ben' }

let home: string
let core: Core
let client: ContractRouterClient<typeof contract>
let port: MessagePort
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'procedures-'))
  mkdirSync(join(home, 'disk'))
  const report = (error: unknown) => {
    throw error
  }
  core = createCore({ clock: systemClock, stateDir: join(home, 'state'), programs: nodePrograms, sealing: quickSealing, version: '1.2.3', report })
  const { port1, port2 } = new MessageChannel()
  servePort(toPortLike(port1 as never), { router: core.router, session: core.sessions.open('electron'), report })
  port = port2
  client = createORPCClient(withAppErrors(new RPCLink({ port: port2 })))
  port2.start()
  await client.workspace.create({ dir: join(home, 'workspace'), name: 'Retail credit', person: founder })
  await client.identity.enrol({ ...ben, contact: { telephone: '030 1' }, signerPassphrase: founder.passphrase })
})
afterAll(async () => {
  port.close()
  await core.close()
  rmSync(home, { recursive: true, force: true })
})

async function done<T>({ job }: { job: string }): Promise<T> {
  await expect.poll(async () => (await client.jobs.get({ id: job })).state, { timeout: 60_000 }).not.toBe('running')
  const { state, error, result } = await client.jobs.get({ id: job })
  expect(error).toBeNull()
  expect(state).toBe('done')
  return result as T
}

it('backs up, erases, restores, and gets from a restored older state to a successor, all by procedures', async () => {
  const file = join(home, 'disk', 'one.tar')
  const made = await done<NotedBackup>(await client.backups.make({ file }))
  expect(await client.backups.state()).toMatchObject({ last: { path: file, sha256: made.sha256 }, entriesSince: 0 })
  await client.backups.changeSettings({ every: 'week', folder: join(home, 'disk'), keep: 3, remindAfterDays: 10 })

  const { contact } = (await client.identity.people()).find(({ email }) => email === ben.email)!
  expect(contact?.details).toEqual({ telephone: '030 1' })
  expect(await client.custody.erasable({ seq: contact!.seq })).toMatchObject({ refusal: null, heldBy: [{ path: file }] })
  const erased = await client.custody.redact({ seq: contact!.seq, reason: 'asked for', passphrase: founder.passphrase, files: false })
  expect(erased).toMatchObject({ complete: true, heldBy: [{ path: file, present: true }] })
  await client.custody.rotateLogKey({ reason: 'yearly', passphrase: founder.passphrase })
  expect((await client.custody.logKey()).history).toHaveLength(2)

  expect((await client.backups.inspect({ file })).standing).toMatchObject({ state: 'behind', missing: 2 })
  const restored = await done<Restored>(await client.backups.restore({ file, dir: join(home, 'restored') }))
  expect(restored.standing).toMatchObject({ state: 'behind', newer: [{ kind: 'workspace', path: join(home, 'workspace') }] })
  await client.workspace.open({ dir: restored.dir })
  const recovery = await client.backups.recovery()
  expect(recovery).toMatchObject({ readOnly: { reason: expect.stringContaining('newer state') as string }, standing: { state: 'behind' }, successor: { possible: true } })

  await client.identity.signIn({ email: founder.email, passphrase: founder.passphrase })
  const next = await client.backups.startSuccessor({ dir: join(home, 'next'), reason: 'a test', passphrase: founder.passphrase, second: { email: ben.email, passphrase: ben.passphrase } })
  const state = await client.workspace.open({ dir: next.dir })
  expect(state.open).toMatchObject({ origin: next.origin, readOnly: null })
})

it('revokes a key, and whoever had it is signed out', async () => {
  await client.identity.signIn({ email: ben.email, passphrase: ben.passphrase })
  const own = await client.identity.revokeKey({ email: ben.email, reason: 'I leave', passphrase: ben.passphrase })
  expect(own.revoked).toMatchObject({ by: ben.email, reason: 'I leave' })
  await expect(client.catalog.addUseCase({ name: 'x', purpose: 'p', affected: '', tier: 2, tierReasons: '' })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
})

it('takes keys to another computer and back', async () => {
  await client.identity.signIn({ email: founder.email, passphrase: founder.passphrase })
  const file = join(home, 'disk', 'log.key')
  expect((await client.custody.exportLogKey({ file, passphrase: 'on a piece of paper', move: true })).place).toBe('elsewhere')
  expect((await client.workspace.state()).open?.readOnly?.reason).toContain('moved to another computer')
  expect((await client.custody.importLogKey({ file, passphrase: 'on a piece of paper' })).place).toBe('file')
  expect((await client.workspace.state()).open?.readOnly).toBeNull()
  await client.identity.signIn({ email: founder.email, passphrase: founder.passphrase })
  const key = await client.identity.exportKey({ file: join(home, 'disk', 'ana.key'), passphrase: founder.passphrase })
  await expect(client.identity.importKey({ file: key.file, passphrase: founder.passphrase })).rejects.toMatchObject({ code: 'CONFLICT' })
})
