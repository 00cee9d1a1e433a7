import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RPCHandler } from '@orpc/server/node'
import * as z from 'zod'
import { AppError } from '../../shared/errors.ts'
import { createAccess, type Access } from './access.ts'
import { loadPageFile, pageHeaders } from './page-files.ts'
import { refusal, rpcOptions, type Router, type RpcContext } from './rpc.ts'
import type { Sessions } from './sessions.ts'

export interface HttpServerOptions {
  router: Router
  sessions: Sessions
  /** Folder of the built page. */
  pageRoot: string
  /** 0 or absent: the system chooses. */
  port?: number
  report: (error: unknown) => void
  /** Called with the first address and with a new one each time an address was used up. */
  onAddress: (address: string) => void
}

export interface HttpServer {
  readonly port: number
  close: () => Promise<void>
}

const maxRequestBytes = 32 * 1024 * 1024
const maxSessionBytes = 1024

/**
 * Serves the page and the router on 127.0.0.1. Any program and any web site on this computer can reach the port, so:
 * Host is compared (DNS rebinding), Origin is compared (other sites), and each call carries a token that only a window
 * opened from a printed address has. Errors: BUSY where the port is taken.
 */
export async function serveHttp(options: HttpServerOptions): Promise<HttpServer> {
  const access = createAccess(options.sessions)
  const rpc = new RPCHandler<RpcContext>(options.router, rpcOptions(options.report))
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.report(error)
      response.destroy()
    })
  })
  const port = await listen(server, options.port ?? 0)
  const origin = `http://127.0.0.1:${port}`
  const printAddress = () => options.onAddress(`${origin}/#token=${access.newToken()}`)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!URL.canParse(request.url ?? '/', origin)) return refuse(response, 400, 'The address can not be read.')
    const { pathname } = new URL(request.url ?? '/', origin)
    if (request.headers.host !== `127.0.0.1:${port}`) return refuse(response, 421, 'This address is not served here.')
    if (request.headers.origin !== undefined && request.headers.origin !== origin) return refuse(response, 403, 'Other pages may not call Countersign.')
    if (pathname === '/session') return exchange(request, response, access, printAddress)
    if (pathname.startsWith('/rpc/')) return call(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET is answered here.')
    const file = await loadPageFile(options.pageRoot, pathname)
    response.writeHead(file.status, file.headers).end(request.method === 'HEAD' ? undefined : file.body)
  }

  async function call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const session = access.find(request.headers.authorization)
    if (!session) return sendJson(response, { ...refusal('NOT_SIGNED_IN', 'This window is not known here.'), headers: { 'x-countersign-session': 'unknown' } })
    if (!hasAcceptableSize(request)) return sendJson(response, refusal('BAD_INPUT', 'The request is larger than 32 MiB or does not say its size.'))
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value)
    const { matched } = await rpc.handle(request, response, { prefix: '/rpc', context: { session } })
    if (!matched) sendJson(response, refusal('NOT_FOUND', `There is no procedure ${request.url ?? ''}.`))
  }

  printAddress()
  return {
    port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      reject(busy ? new AppError('BUSY', `Port ${port} of 127.0.0.1 can not be used (${error.code}); choose another with --port.`, { cause: error }) : error)
    })
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

/** Browsers and Node say the length of every body up front; a body without one could be endless. */
function hasAcceptableSize(request: IncomingMessage): boolean {
  if (request.headers['transfer-encoding'] !== undefined) return false
  return Number(request.headers['content-length'] ?? 0) <= maxRequestBytes
}

async function exchange(request: IncomingMessage, response: ServerResponse, access: Access, printAddress: () => void): Promise<void> {
  const { token, secret } = await readExchange(request)
  const granted = request.method === 'POST' ? access.exchange(token, secret) : null
  if (granted === null) return sendJson(response, { status: 403, body: { error: 'link-used' } })
  sendJson(response, { status: 200, body: { session: granted.secret } })
  if (granted.spent) printAddress()
}

const exchangeBody = z.object({ token: z.string(), secret: z.string().optional() })

/** A body of any other shape reads as a token that opens nothing. */
async function readExchange(request: IncomingMessage): Promise<{ token: string; secret?: string | undefined }> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > maxSessionBytes) return { token: '' }
  }
  try {
    return exchangeBody.parse(JSON.parse(text))
  } catch {
    return { token: '' }
  }
}

function sendJson(response: ServerResponse, answer: { status: number; body: unknown; headers?: Record<string, string> }): void {
  response.writeHead(answer.status, { ...pageHeaders, ...answer.headers, 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`)
}
