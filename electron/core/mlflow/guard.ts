import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { MlflowError } from './errors.ts'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Any web page on this computer can reach the port: the name that it was called by is compared (a foreign name that resolves to 127.0.0.1), and pages of
 * other origins are refused. Clients that are no browser send no Origin.
 */
export function refuseForeign({ headers }: Pick<IncomingMessage, 'headers'>): void {
  const host = headers.host ?? ''
  if (!loopback.has(host.replace(/:\d+$/, ''))) throw new MlflowError('PERMISSION_DENIED', 'Invalid Host header - possible DNS rebinding attack detected')
  const { origin } = headers
  if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)) throw new MlflowError('PERMISSION_DENIED', 'Cross-origin request blocked: pages of other places may not call this endpoint.')
}

/** A token is kept as this alone. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** As `MLFLOW_TRACKING_TOKEN` sends it, or as the password of `MLFLOW_TRACKING_PASSWORD`. UNAUTHENTICATED. */
export function refuseStranger({ headers }: Pick<IncomingMessage, 'headers'>, tokenSha256: string | null): void {
  if (tokenSha256 === null) return
  const [scheme = '', value = ''] = (headers.authorization ?? '').split(' ')
  const given = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8').replace(/^[^:]*:/, '') : value
  if (!timingSafeEqual(Buffer.from(digestOf(given)), Buffer.from(tokenSha256))) throw new MlflowError('UNAUTHENTICATED', 'This workspace asks for a token: set MLFLOW_TRACKING_TOKEN to the one that Countersign shows.')
}
