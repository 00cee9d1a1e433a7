import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../electron/core/page-files.ts'
import { serveHttp } from '../../electron/core/serve-http.ts'
import { createSessions } from '../../electron/core/sessions.ts'
import { createSample } from './sample.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function start() {
  const home = mkdtempSync(join(tmpdir(), 'countersign-'))
  const pageRoot = join(home, 'renderer')
  mkdirSync(join(pageRoot, 'assets'), { recursive: true })
  writeFileSync(join(pageRoot, 'index.html'), '<!doctype html><title>Countersign</title>')
  writeFileSync(join(pageRoot, 'assets/a b.js'), 'export {}')
  writeFileSync(join(pageRoot, 'assets/key.pem'), 'no such type')
  writeFileSync(join(home, 'secret.html'), 'secret')
  symlinkSync(join(home, 'secret.html'), join(pageRoot, 'link.html'))
  const addresses: string[] = []
  const server = await serveHttp({
    router: createSample().router,
    sessions: createSessions(),
    pageRoot,
    report: (error) => {
      throw error
    },
    onAddress: (address) => addresses.push(address),
  })
  cleanups.push(server.close)
  return { addresses, port: server.port, origin: `http://127.0.0.1:${server.port}` }
}

const tokenOf = (address: string | undefined) => new URL(address as string).hash.slice('#token='.length)
const exchange = (origin: string, body: string) => fetch(`${origin}/session`, { method: 'POST', body })

interface Raw {
  path: string
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** Sends what `fetch` would tidy up first: other Host headers, paths with dots. */
function raw(port: number, { path, method = 'GET', headers = {}, body }: Raw): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

test('an address opens one window, and using it brings a fresh one', async () => {
  const { addresses, origin } = await start()
  expect(addresses).toHaveLength(1)
  expect(addresses[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
  expect((await exchange(origin, JSON.stringify({ token: tokenOf(addresses[0]) }))).status).toBe(200)
  expect((await exchange(origin, JSON.stringify({ token: tokenOf(addresses[0]) }))).status).toBe(403)
  expect(addresses).toHaveLength(2)
  expect((await exchange(origin, JSON.stringify({ token: tokenOf(addresses[1]) }))).status).toBe(200)
})

test('a window that asks again with the secret it chose gets its session again, and nobody else does', async () => {
  const { addresses, origin } = await start()
  const [mine, other] = ['a'.repeat(43), 'b'.repeat(43)]
  const ask = (secret: string) => exchange(origin, JSON.stringify({ token: tokenOf(addresses[0]), secret }))
  expect(await (await ask(mine)).json()).toEqual({ session: mine })
  expect(await (await ask(mine)).json()).toEqual({ session: mine })
  expect((await ask(other)).status).toBe(403)
  expect(addresses, 'asking again uses no address up').toHaveLength(2)
})

test.for(['', 'short', 'a'.repeat(42), `${'a'.repeat(42)} `, 'a'.repeat(44)])('a session can not be given the weak secret “%s”, and the address stays good', async (secret) => {
  const { addresses, origin } = await start()
  const token = tokenOf(addresses[0])
  expect((await exchange(origin, JSON.stringify({ token, secret }))).status).toBe(403)
  expect((await exchange(origin, JSON.stringify({ token }))).status).toBe(200)
})

test('anything that is no token opens nothing', async () => {
  const { addresses, origin } = await start()
  for (const body of ['', '{', '[]', 'null', '{"token":7}', '{"token":""}', `{"token":"${'a'.repeat(43)}"}`, `{"token":"${'a'.repeat(5000)}"}`]) {
    expect((await exchange(origin, body)).status).toBe(403)
  }
  expect((await fetch(`${origin}/session`)).status).toBe(403)
  expect(addresses).toHaveLength(1)
})

test('a call needs the secret of a window; the token of the address is not one', async () => {
  const { addresses, origin } = await start()
  const call = (authorization?: string) =>
    fetch(`${origin}/rpc/calls/echo`, { method: 'POST', headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) }, body: '{"json":{"text":"x"}}' })
  for (const authorization of [undefined, 'Bearer ', `Bearer ${tokenOf(addresses[0])}`, 'Basic YTpi', 'Bearer é'.normalize('NFD').replace(/[^ -~]/g, '')]) {
    const answer = await call(authorization)
    expect([answer.status, answer.headers.get('x-countersign-session')]).toEqual([401, 'unknown'])
    expect(await answer.json()).toMatchObject({ json: { code: 'NOT_SIGNED_IN' } })
  }
  const { session } = (await (await exchange(origin, JSON.stringify({ token: tokenOf(addresses[0]) }))).json()) as { session: string }
  expect((await call(`Bearer ${session}`)).status).toBe(200)
})

test('another host name and another origin are refused, also with a valid token', async () => {
  const { addresses, port } = await start()
  const body = JSON.stringify({ token: tokenOf(addresses[0]) })
  for (const host of ['evil.example', `localhost:${port}`, `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`]) {
    expect((await raw(port, { path: '/', headers: { host } })).status).toBe(421)
    expect((await raw(port, { path: '/session', method: 'POST', headers: { host }, body })).status).toBe(421)
  }
  for (const origin of ['https://evil.example', 'null', `http://localhost:${port}`, `https://127.0.0.1:${port}`]) {
    expect((await raw(port, { path: '/session', method: 'POST', headers: { origin }, body })).status).toBe(403)
  }
  expect(addresses).toHaveLength(1)
})

test('no other site is told that it may read an answer', async () => {
  const { port, origin } = await start()
  for (const path of ['/', '/session', '/rpc/calls/echo']) {
    const answer = await raw(port, { path, method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  }
})

test('the page comes with its policy and is not kept', async () => {
  const { origin } = await start()
  const answer = await fetch(`${origin}/`)
  expect(await answer.text()).toContain('<title>Countersign</title>')
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })
  expect(contentSecurityPolicy).toContain("default-src 'none'")
  expect(contentSecurityPolicy).not.toMatch(/script-src[^;]*unsafe|unsafe-eval|\*|https?:/)
  const script = await fetch(`${origin}/assets/a%20b.js`)
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
})

test('nothing outside the page folder is served: no dots, no links, no unknown kinds', async () => {
  const { port } = await start()
  const paths = ['/../secret.html', '/..%2fsecret.html', '/%2e%2e/secret.html', '/assets/../../secret.html', '/..\\secret.html', '/link.html', '/assets/key.pem', '/assets', '/%00', '/%', '/nothing.html', '//etc/passwd']
  for (const path of paths) {
    const answer = await raw(port, { path })
    expect([path, answer.status === 200, answer.text.includes('secret')]).toEqual([path, false, false])
  }
})

test('requests of no length or of more than 32 MiB are refused before they are read', async () => {
  const { addresses, port, origin } = await start()
  const { session } = (await (await exchange(origin, JSON.stringify({ token: tokenOf(addresses[0]) }))).json()) as { session: string }
  const headers = { authorization: `Bearer ${session}`, 'content-type': 'application/json' }
  expect((await raw(port, { path: '/rpc/calls/echo', method: 'POST', headers: { ...headers, 'transfer-encoding': 'chunked' }, body: '{}' })).status).toBe(400)
  const large = await raw(port, { path: '/rpc/calls/echo', method: 'POST', headers: { ...headers, 'content-length': String(33 * 1024 * 1024) } })
  expect([large.status, large.text]).toEqual([400, expect.stringContaining('BAD_INPUT')])
})

test('a procedure is never reached by GET', async () => {
  const { addresses, origin } = await start()
  const { session } = (await (await exchange(origin, JSON.stringify({ token: tokenOf(addresses[0]) }))).json()) as { session: string }
  const answer = await fetch(`${origin}/rpc/calls/echo?data=${encodeURIComponent('{"json":{"text":"x"}}')}`, { headers: { authorization: `Bearer ${session}` } })
  expect(answer.status).toBe(405)
})

test('a port that is taken is refused with a sentence', async () => {
  const { port } = await start()
  const second = serveHttp({ router: createSample().router, sessions: createSessions(), pageRoot: '.', port, report: () => {}, onAddress: () => {} })
  await expect(second).rejects.toMatchObject({ code: 'BUSY', message: expect.stringContaining(`Port ${port}`) })
})
