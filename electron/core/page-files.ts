import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

/**
 * One policy for both ways the page is served. Mantine injects `<style>` elements and positions with style attributes;
 * scripts come from our files alone, and nothing is fetched from elsewhere.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-elem 'self' 'unsafe-inline'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join('; ')

export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

export interface PageFile {
  status: 200 | 404
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
}

/** A file of the built page for a URL path; anything outside `root`, also by a link, is answered like a missing file. */
export async function loadPageFile(root: string, pathname: string): Promise<PageFile> {
  try {
    const home = await realpath(root)
    const path = await realpath(join(home, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)))
    const type = contentTypes[extname(path)]
    if (!path.startsWith(home + sep) || type === undefined) return missing()
    return { status: 200, headers: { ...pageHeaders, 'content-type': type }, body: new Uint8Array(await readFile(path)) }
  } catch {
    return missing()
  }
}

function missing(): PageFile {
  return { status: 404, headers: { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8' }, body: new TextEncoder().encode('There is no such page.\n') }
}
