import type { CustomScheme, Protocol } from 'electron'
import { loadPageFile } from '../core/page-files.ts'
import { isPageUrl } from './origin.ts'

/** Registered before `ready`: a standard, secure origin for the page, without the privileges of file://. */
export const pageScheme: CustomScheme = { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }

/** Serves the built page as `app://bundle`, with the same policy as over HTTP; any other host or method gets nothing. */
export function servePage(protocol: Protocol, pageRoot: string): void {
  protocol.handle(pageScheme.scheme, async (request) => {
    if (!isPageUrl(request.url) || request.method !== 'GET') return new Response(null, { status: 400 })
    const { status, headers, body } = await loadPageFile(pageRoot, new URL(request.url).pathname)
    return new Response(body, { status, headers })
  })
}
