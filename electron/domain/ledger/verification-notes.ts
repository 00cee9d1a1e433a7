import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { Verification } from '../../../shared/contract/ledger.ts'
import { writeDurably } from '../../platform/blobs.ts'

const noted = z.strictObject({
  v: z.literal(1),
  verifiedAt: z.iso.datetime(),
  verdict: z.enum(['intact', 'broken', 'incomplete', 'unreadable']),
  size: z.number().int().nonnegative(),
  rootHash: z.string(),
  findings: z.number().int().nonnegative(),
})
/** The newest full verification of a ledger on this computer. */
export type NotedVerification = Omit<z.infer<typeof noted>, 'v'>

const fileOf = (stateDir: string, origin: string) => join(stateDir, 'verifications', `${createHash('sha256').update(origin).digest('hex')}.json`)

/** Null where there was none; a note that can not be read is as if there was none: then somebody verifies again. */
export function readNotedVerification(stateDir: string, origin: string): NotedVerification | null {
  const path = fileOf(stateDir, origin)
  if (!existsSync(path)) return null
  try {
    const { v: _v, ...rest } = noted.parse(JSON.parse(readFileSync(path, 'utf8')))
    return rest
  } catch {
    return null
  }
}

/** An older copy of the ledger that is verified says nothing of the entries that it lacks: it is not noted. docs/decisions/verifications-are-noted-outside.md */
export function noteVerification(stateDir: string, origin: string, { verifiedAt, verdict, size, rootHash, findings }: Verification): void {
  if ((readNotedVerification(stateDir, origin)?.size ?? 0) > size) return
  writeDurably(fileOf(stateDir, origin), Buffer.from(`${JSON.stringify({ v: 1, verifiedAt, verdict, size, rootHash, findings: findings.length }, null, 2)}\n`), 0o600)
}
