import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, describe, expect, test } from 'vitest'
import { serveHttp } from '../../electron/core/serve-http.ts'
import { servePort } from '../../electron/core/serve-port.ts'
import { createSessions, type Session } from '../../electron/core/sessions.ts'
import { withAppErrors, type Link } from '../../renderer/api/failures.ts'
import { errorCodes } from '../../shared/errors.ts'
import { toPortLike } from '../support/port.ts'
import { createSample, type Sample, type sampleContract } from './sample.ts'

interface Connected {
  link: Link
  client: ContractRouterClient<typeof sampleContract>
  sample: Sample
  session: Session
  reported: unknown[]
  /** Sends bytes that are no request; resolves when the server has seen them. */
  sendGarbage: () => Promise<void>
  /** The window goes away without a word. */
  vanish: () => void
}

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

function toClient(bare: Link): Pick<Connected, 'link' | 'client'> {
  const link = withAppErrors(bare)
  return { link, client: createORPCClient(link) }
}

async function connectHttp(): Promise<Connected> {
  const sample = createSample()
  const sessions = createSessions()
  const reported: unknown[] = []
  const addresses: string[] = []
  const server = await serveHttp({
    router: sample.router,
    sessions,
    pageRoot: mkdtempSync(join(tmpdir(), 'countersign-')),
    report: (error) => reported.push(error),
    onAddress: (address) => addresses.push(address),
  })
  cleanups.push(server.close)
  const origin = `http://127.0.0.1:${server.port}`
  const token = new URL(addresses[0] as string).hash.slice('#token='.length)
  const answer = await fetch(`${origin}/session`, { method: 'POST', body: JSON.stringify({ token }) })
  const { session: secret } = (await answer.json()) as { session: string }
  const headers = { authorization: `Bearer ${secret}` }
  const gone = new AbortController()
  const link = new FetchLink({ url: `${origin}/rpc`, headers, fetch: (request) => fetch(request, { signal: AbortSignal.any([request.signal, gone.signal]) }) })
  return {
    ...toClient(link),
    sample,
    session: [...sessions.all()][0] as Session,
    reported,
    async sendGarbage() {
      for (const body of ['', '{', '[]', '{"json":', '{"json":{"text":1},"meta":[[99,"a"]]}', '\u0000\u0001']) {
        const { status } = await fetch(`${origin}/rpc/calls/echo`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body })
        expect(status).toBe(400)
      }
    },
    vanish: () => gone.abort(),
  }
}

function connectPort(): Promise<Connected> {
  const sample = createSample()
  const session = createSessions().open('electron')
  const reported: unknown[] = []
  const { port1, port2 } = new MessageChannel()
  const served = servePort(toPortLike(port1), { router: sample.router, session, report: (error) => reported.push(error) })
  cleanups.push(() => port2.close())
  const link = new PortLink({ port: port2 })
  port2.start()
  return Promise.resolve({
    ...toClient(link),
    sample,
    session,
    reported,
    async sendGarbage() {
      const garbage = [null, 7, {}, [], 'x', '{"i":1}', new Uint8Array([1, 2, 3]), new ArrayBuffer(4), { json: 1 }]
      for (const message of garbage) port2.postMessage(message)
      while (served.malformed() < garbage.length - 1) await new Promise((resolve) => setTimeout(resolve, 2))
    },
    vanish: () => port2.close(),
  })
}

describe.each([
  ['loopback HTTP', connectHttp],
  ['a message port', connectPort],
] as const)('over %s', (_name, connect) => {
  test('a call brings its answer back with dates intact', async () => {
    const { client } = await connect()
    expect(await client.calls.echo({ text: 'grüß' })).toEqual({ text: 'grüß', at: new Date('2026-03-01T10:00:00Z') })
  })

  test('each error code arrives with its sentence, word for word', async () => {
    const { client, reported } = await connect()
    for (const code of errorCodes) {
      await expect(client.calls.refuse({ code, sentence: `Sentence of ${code} – with “quotes”.` })).rejects.toMatchObject({
        name: 'AppError',
        code,
        message: `Sentence of ${code} – with “quotes”.`,
      })
    }
    expect(reported).toEqual([])
  })

  test('a bug is reported with its stack and shown without a word of it', async () => {
    const { client, reported } = await connect()
    await expect(client.calls.crash()).rejects.toMatchObject({ code: 'INTERNAL', message: expect.not.stringContaining('secret') })
    expect(reported).toMatchObject([{ message: 'a secret: /home/ana/keys', stack: expect.stringContaining('sample.ts') }])
  })

  test('an answer that breaks the contract is a bug, not an answer', async () => {
    const { client, reported } = await connect()
    await expect(client.calls.badOutput()).rejects.toMatchObject({ code: 'INTERNAL' })
    expect(reported).toHaveLength(1)
  })

  test('refused input names each field and what is wrong with it', async () => {
    const { client } = await connect()
    await expect(client.calls.addPerson({ person: { name: '', tags: ['ok', 'long'] } })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/^Not accepted\. person\.name: must not be empty; person\.tags\[1\]: .*3/),
    })
    await expect(client.calls.echo({} as { text: string })).rejects.toMatchObject({ code: 'BAD_INPUT', message: 'Not accepted. text: is missing.' })
  })

  test('the acting person belongs to the window', async () => {
    const { client, session } = await connect()
    await expect(client.calls.actor()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
    session.actor = 'ana@example.org'
    expect(await client.calls.actor()).toBe('ana@example.org')
  })

  test('a stream brings every event in order and ends', async () => {
    const { client } = await connect()
    const seen: number[] = []
    for await (const { n } of await client.streams.count({ to: 5 })) seen.push(n)
    expect(seen).toEqual([1, 2, 3, 4, 5])
  })

  test('leaving a stream early ends its source', async () => {
    const { client, sample } = await connect()
    for await (const { n } of await client.streams.count({ to: 1e9 })) if (n === 3) break
    await sample.noted('count ended')
    expect(sample.notes).toEqual(['count ended'])
  })

  test('a stream fails with code and sentence, a bug in it with neither', async () => {
    const { client, reported } = await connect()
    const drain = async (stream: AsyncIterable<unknown>) => {
      for await (const _ of stream);
    }
    await expect(drain(await client.streams.fail())).rejects.toMatchObject({ code: 'DISK_FULL', message: 'The disk is full: free some space and try again.' })
    await expect(drain(await client.streams.crash())).rejects.toMatchObject({ code: 'INTERNAL', message: expect.not.stringContaining('secret') })
    expect(reported).toHaveLength(1)
  })

  test('a file of five megabytes comes back whole and goes in whole', async () => {
    const { client } = await connect()
    const blob = await client.calls.bytes({ size: 5_000_000 })
    expect([blob.size, blob.type, new Uint8Array(await blob.arrayBuffer()).every((byte) => byte === 7)]).toEqual([5_000_000, 'application/pdf', true])
    const file = new File([new Uint8Array(5_000_000).fill(2)], 'model.bin')
    expect(await client.calls.take({ file })).toEqual({ size: 5_000_000, sum: 10_000_000 })
  })

  test('an abort by the caller stops the work', async () => {
    const { client, sample, reported } = await connect()
    const abort = new AbortController()
    const call = client.calls.wait(undefined, { signal: abort.signal })
    await sample.noted('wait started')
    abort.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    await sample.noted('wait aborted')
    expect(reported).toEqual([])
  })

  test('a window that vanishes has its calls failed and its work stopped', async () => {
    const { client, sample, vanish } = await connect()
    const call = client.calls.wait()
    await sample.noted('wait started')
    vanish()
    await expect(call).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringContaining('may or may not have been done') })
    await sample.noted('wait aborted')
  })

  test('malformed messages hurt nobody: no rejection is left unhandled and the next call works', async () => {
    const { client, sendGarbage } = await connect()
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    cleanups.push(() => process.off('unhandledRejection', note))
    await sendGarbage()
    expect(await client.calls.echo({ text: 'still here' })).toMatchObject({ text: 'still here' })
    await new Promise((resolve) => setImmediate(resolve))
    expect(unhandled).toEqual([])
  })

  test('an unknown procedure is NOT_FOUND, also a name of Object.prototype', async () => {
    const { link } = await connect()
    for (const path of [['calls', 'drop'], ['nothing', 'echo'], ['calls'], ['calls', 'constructor'], ['__proto__', 'toString']]) {
      await expect(link.call(path, {}, { context: {} })).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining(path.at(-1) as string) })
    }
  })
})
