import type { Session, WebContents } from 'electron'
import { isPageUrl } from './origin.ts'

/** Copying a digest from a button needs this one; reading the clipboard and everything else is refused. */
const grantedPermissions = new Set(['clipboard-sanitized-write'])

/** No permission, no device, no download and no network for anything that a window shows. */
export function hardenSession(session: Session, { devTools }: { devTools: boolean }): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => decide(grantedPermissions.has(permission) && isPageUrl(details.requestingUrl)))
  session.setPermissionCheckHandler((_contents, permission, origin) => grantedPermissions.has(permission) && isPageUrl(origin))
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isLocal(details.url, devTools) }))
}

/** `blob:` and `data:` never leave the page; the policy header says where it may use them. */
function isLocal(url: string, devTools: boolean): boolean {
  return isPageUrl(url) || url.startsWith('blob:app://bundle/') || url.startsWith('data:') || (devTools && url.startsWith('devtools://'))
}

/** Whatever a window shows stays on our page: no navigation, no second window, no embedded one. */
export function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', (event) => {
    if (!isPageUrl(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
}
