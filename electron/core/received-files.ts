import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The last part of a name that a browser gave, without what another system reads as a folder. */
const toFileName = (name: string): string => name.split(/[/\\]/).at(-1)!.replaceAll(/[\p{Cc}\p{Cf}:]/gu, '').slice(-120).replace(/^\.+/, '') || 'file'

/**
 * Keeps what was dropped on a window in a browser, which has no path on this computer, until the next such file takes its place.
 * Returns where it is.
 */
export async function receiveFile(stateDir: string, content: File): Promise<{ path: string }> {
  const dir = join(stateDir, 'scratch', 'received')
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, toFileName(content.name))
  writeFileSync(path, Buffer.from(await content.arrayBuffer()), { mode: 0o600, flag: 'wx' })
  return { path }
}
