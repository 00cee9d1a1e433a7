import { RPCLink } from '@orpc/client/fetch'
import { AppError } from '../../shared/errors.ts'
import type { Link } from './failures.ts'
import { createStatus, type Transport } from './status.ts'

const storageKey = 'countersign.session'
const unreachable =
  'Countersign does not answer any more: its window in the terminal was probably closed. Start it again; what is in the ledger is safe.'
const unknownSession = 'This window is no longer connected to Countersign. Open the address that it prints when it starts.'

/**
 * Exchanges the one-time token of the address (`#token=…`) for a session that lives as long as this tab, and takes the token
 * out of the address and the history. The tab makes its secret itself and keeps it before it asks: so a reload at any moment,
 * also before the answer was heard, comes back to the same session.
 */
export async function openHttp(): Promise<Transport> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  const session = token === null ? sessionStorage.getItem(storageKey) : await exchange(token)
  const { status, set, subscribe } = createStatus(session === null ? 'link-used' : 'open')

  const rpc = new RPCLink({
    url: `${location.origin}/rpc`,
    headers: () => ({ authorization: `Bearer ${session ?? ''}` }),
    fetch: async (request, init) => {
      const response = await fetch(request, init).catch((error: unknown) => {
        if (request.signal.aborted) throw error
        set('lost')
        throw new AppError('INTERNAL', unreachable, { cause: error })
      })
      if (response.headers.get('x-countersign-session') === 'unknown') {
        set('lost')
        throw new AppError('NOT_SIGNED_IN', unknownSession)
      }
      if (status() === 'lost') set('open')
      return response
    },
  })
  const link: Link = {
    call(path, input, options) {
      if (session === null) return Promise.reject(new AppError('NOT_SIGNED_IN', unknownSession))
      return rpc.call(path, input, options)
    },
  }
  return { link, status, subscribe }
}

async function exchange(token: string): Promise<string | null> {
  const kept = sessionStorage.getItem(storageKey)
  const secret = kept ?? randomSecret()
  sessionStorage.setItem(storageKey, secret)
  const response = await fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, secret }) }).catch(() => null)
  // Nobody answers: the first call says so, and a reload asks again with the same secret.
  if (response === null) return secret
  history.replaceState(null, '', '#/')
  if (response.ok) return secret
  sessionStorage.removeItem(storageKey)
  return null
}

const randomSecret = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '')
