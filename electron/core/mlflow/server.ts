import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../../shared/errors.ts'
import type { Workspace } from '../workspace.ts'
import { artifactRoutes, deleteFiles, findTarget, listFolder, openFile, putFile, type Target } from './artifacts.ts'
import { MlflowError, toAnswer } from './errors.ts'
import { experimentRoutes } from './experiments.ts'
import { findDownload, upload } from './downloads.ts'
import { refuseForeign, refuseStranger } from './guard.ts'
import { historyRoutes } from './histories.ts'
import { loggedModelRoutes, matchLoggedModel } from './logged-models.ts'
import { modelVersionRoutes, registeredModelRoutes } from './registry.ts'
import { parseBody, parseQuery, toldIn, toParams, type Fields } from './request.ts'
import type { Caller, Routes } from './routes.ts'
import { runRoutes } from './runs.ts'

export interface EndpointOptions {
  /** Asked at each request: another one may be open. Throws where none is. */
  workspace: () => Pick<Workspace, 'experiments' | 'dir'>
  /** In whose name clients write. Throws where nobody may. */
  person: () => string
  /** Clients have to know the token of this digest; null: whoever is on this computer may write. */
  tokenSha256: string | null
  /** Hears of each request that may be answered, and how the program that sent it names itself. */
  heard?: (client: string | null) => void
  /** 0: the system chooses. BUSY where another program has it. */
  port: number
  report: (error: unknown) => void
}

export interface Endpoint {
  readonly port: number
  readonly address: string
  close(): Promise<void>
}

const routes: Routes = { ...historyRoutes, ...experimentRoutes, ...runRoutes, ...artifactRoutes, ...loggedModelRoutes, ...registeredModelRoutes, ...modelVersionRoutes }
/** By verb and path; those of logged models have the model's id in their path and stand in `matchLoggedModel`. */
export const routeNames: readonly string[] = Object.keys(routes)
/** The second one is how MLflow's page calls the same. */
const api = /^\/(?:ajax-)?api\/2\.0\/mlflow\//
const proxy = '/api/2.0/mlflow-artifacts/artifacts'
const mostBodyBytes = 32 * 1024 * 1024

/** Answers MLflow's clients on 127.0.0.1 and nowhere else. docs/formats/mlflow.md */
export async function serveMlflow(options: EndpointOptions): Promise<Endpoint> {
  const running = new Set<Promise<void>>()
  const server = createServer((request, response) => {
    const work = answer(options, request, response)
      .catch((error: unknown) => fail(options, request, response, error))
      .finally(() => running.delete(work))
    running.add(work)
  })
  // A file of 20 GB takes longer than the five minutes that are usual.
  server.requestTimeout = 0
  const port = await listen(server, options.port)
  return {
    port,
    address: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      // What has begun to be written is written to its end before whoever serves closes the workspace.
      await Promise.allSettled(running)
      await closed
    },
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      reject(taken ? new AppError('BUSY', `Port ${port} of 127.0.0.1 can not be used (${error.code}). Name another one with --port, or end the program that has it.`, { cause: error }) : error)
    })
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

async function answer(options: EndpointOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Some clients put a slash too many before the path, which would read as a host.
  const address = (request.url ?? '').replace(/^\/+/, '/')
  if (!URL.canParse(address, 'http://localhost')) throw new MlflowError('BAD_REQUEST', 'The address can not be read.')
  const url = new URL(address, 'http://localhost')
  if (url.pathname === '/health') return void response.writeHead(200, { 'content-type': 'text/plain' }).end('OK')
  refuseForeign(request)
  refuseStranger(request, options.tokenSha256)
  const caller = toCaller(options, request)
  options.heard?.(caller.client)
  if (url.pathname === proxy || url.pathname.startsWith(`${proxy}/`)) return serveFiles(options, request, response, { caller, url })
  const method = request.method ?? 'GET'
  const download = findDownload(method, url.pathname)
  if (download) return sendFile(options, download(toParams(parseQuery(url.searchParams)), caller), response)
  if (method === 'POST' && /^\/(?:ajax-)?api\/2\.0\/mlflow\/upload-artifact$/.test(url.pathname)) return send(response, 200, await upload(toParams(parseQuery(url.searchParams)), caller, bodyOf(request)))
  const found = match(method, url.pathname)
  if (!found) throw new MlflowError('ENDPOINT_NOT_FOUND', `Countersign answers no ${request.method} ${url.pathname}. What it answers is listed in docs/formats/mlflow.md.`)
  const body = method === 'GET' ? Buffer.alloc(0) : await readBody(request)
  const fields: Fields = { ...parseQuery(url.searchParams), ...parseBody(body), ...found.fields }
  send(response, 200, await found.handler(toParams(fields, '', toldIn(body)), caller))
}

function match(method: string, pathname: string) {
  if (!api.test(pathname)) return null
  const path = pathname.replace(api, '').replace(/\/$/, '')
  const handler = Object.hasOwn(routes, `${method} ${path}`) ? routes[`${method} ${path}`] : undefined
  return handler ? { handler, fields: {} } : matchLoggedModel(method, path)
}

function toCaller({ workspace, person }: EndpointOptions, { headers }: IncomingMessage): Caller {
  const { experiments } = workspace()
  return { experiments, models: experiments.models, person: person(), client: headers['user-agent']?.slice(0, 200) ?? null }
}

async function serveFiles(options: EndpointOptions, request: IncomingMessage, response: ServerResponse, { caller, url }: { caller: Caller; url: URL }): Promise<void> {
  if (request.method === 'GET' && url.pathname === proxy) return send(response, 200, listFolder(toParams(parseQuery(url.searchParams)), caller))
  const target = findTarget(caller, url.pathname.slice(proxy.length + 1))
  if (request.method === 'PUT') return send(response, 200, await putFile(target, bodyOf(request)))
  if (request.method === 'DELETE') return send(response, 200, deleteFiles(target))
  if (request.method !== 'GET') throw new MlflowError('ENDPOINT_NOT_FOUND', `Countersign answers no ${request.method} for files.`)
  return sendFile(options, target, response)
}

async function sendFile({ workspace }: EndpointOptions, target: Target, response: ServerResponse): Promise<void> {
  const { stream, name, bytes } = openFile(target, workspace().experiments.blobPath)
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': bytes,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'x-content-type-options': 'nosniff',
  })
  await pipeline(stream, response)
}

/** Left open where reading ends early: whoever still sends is to hear why it was refused, and would try again for minutes if the line only broke. */
const bodyOf = (request: IncomingMessage) => request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of bodyOf(request)) {
    bytes += chunk.byteLength
    if (bytes > mostBodyBytes) throw new MlflowError('BAD_REQUEST', `A request has at most ${mostBodyBytes} bytes. Send it in parts.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.byteLength, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }).end(text)
}

function fail({ report }: EndpointOptions, request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed || request.errored) {
    // The other side hung up, or its file broke off: there is nobody left to tell.
    response.destroy()
    return
  }
  // The next request on this line begins where this one ends.
  request.resume()
  const { status, body } = toAnswer(error, report)
  if (status === 401) response.setHeader('www-authenticate', 'Basic realm="mlflow"')
  send(response, status, body)
}
