import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { deviceId } from '../../shared/ids.ts'
import { writeDurably } from './blobs.ts'

/**
 * The name of this device in signatures: 32 random hexadecimal digits, made once for a state directory and kept there. It comes from no
 * hardware and from no person. A file that holds anything else is replaced: no signature waits for it.
 */
export function readDevice(stateDir: string): string {
  const path = join(stateDir, 'device')
  const known = load(path)
  if (known !== null) return known
  const made = randomBytes(16).toString('hex')
  const scratch = `${path}.${made}`
  writeDurably(scratch, Buffer.from(`${made}\n`), 0o600)
  try {
    linkSync(scratch, path)
  } catch (error) {
    // Another program may have made one at the same time: there is one name for both.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST' && load(path) !== null)) writeDurably(path, Buffer.from(`${made}\n`), 0o600)
  } finally {
    rmSync(scratch, { force: true })
  }
  return load(path) ?? made
}

function load(path: string): string | null {
  try {
    return deviceId.safeParse(readFileSync(path, 'utf8').trim()).data ?? null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
