import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { sha256Hex } from '../../../shared/ids.ts'
import { writeDurably } from '../../platform/blobs.ts'

const stored = z.strictObject({ v: z.literal(1), on: z.boolean(), tokenSha256: sha256Hex.nullable() })
export type Remembered = Omit<z.infer<typeof stored>, 'v'>

/** Whether the endpoint of a workspace was on, on this computer; of the token its digest alone. */
export function createMlflowMemory(stateDir: string, origin: string): { load(): Remembered; save(what: Remembered): void } {
  const path = join(stateDir, 'mlflow', `${createHash('sha256').update(origin).digest('hex')}.json`)
  const off: Remembered = { on: false, tokenSha256: null }
  return {
    load() {
      if (!existsSync(path)) return off
      try {
        const { v: _v, ...found } = stored.parse(JSON.parse(readFileSync(path, 'utf8')))
        return found
      } catch {
        // A convenience only: what can not be read is as if it had never been on.
        return off
      }
    },
    save: (what) => writeDurably(path, Buffer.from(`${JSON.stringify({ v: 1, ...what })}\n`), 0o600),
  }
}
