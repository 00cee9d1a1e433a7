import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { Exported } from '../../../shared/contract/ledger.ts'
import { AppError } from '../../../shared/errors.ts'
import type { BlobStore } from '../../platform/blobs.ts'
import { translate } from '../../platform/output-file.ts'
import { createTileWriter } from '../../tlog/tiles.ts'
import { hashToBase64 } from '../../tlog/tree.ts'
import { createSignatureFiles } from './export-signatures.ts'
import type { Ledger } from './service.ts'
import { blobsOf, listedBy } from './verification/blobs.ts'

export interface ExportOptions {
  ledger: Ledger
  blobs: Pick<BlobStore, 'has' | 'path'>
  /** The stand-alone verifier, to be laid beside; null where the program was not built with it. */
  verifier: string | null
  /** Who exports, as the entry about it says. */
  actor: string
}

/** So often the event loop is free for others, and the person sees how far it is. */
const breath = 2_048

/**
 * Writes the whole ledger for outsiders into `dir`, which must be new or empty: C2SP tiles, entry bundles and checkpoint, the log's
 * key, every signed statement with its key, the blobs that entries name. docs/formats/export.md. The tree is recomputed on the way and must be the one that the
 * checkpoint signs (LEDGER_UNSAFE). What stands in `dir` is complete: it is put together beside and renamed. Then the export is
 * recorded; a ledger that is read-only goes out without that.
 */
export async function exportLedger(options: ExportOptions, dir: string, work: Work): Promise<Exported> {
  refuseUsed(dir)
  const partial = `${dir}.partial`
  translate(dir, () => {
    rmSync(partial, { recursive: true, force: true })
    mkdirSync(dirname(dir), { recursive: true })
    mkdirSync(partial)
  })
  try {
    const { checkpoint, ...result } = await writeAll(options, partial, work)
    translate(dir, () => {
      if (existsSync(dir)) rmdirSync(dir)
      renameSync(partial, dir)
    })
    return { ...result, dir, seq: record(options, { dir, checkpoint, ...result }) }
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    throw error
  }
}

type Written = Omit<Exported, 'dir' | 'seq'> & { checkpoint: string }

/** The folder is there before the entry: a crash in between leaves an export that claims nothing but what it proves itself. */
function record({ ledger, actor }: ExportOptions, { dir, checkpoint, size, rootHash, files, bytes }: Written & { dir: string }): number | null {
  if (ledger.readOnly) return null
  const body = { what: 'ledger', size, root: rootHash, checkpoint, folder: basename(dir), files, bytes }
  try {
    return ledger.append(actor, () => ({ kind: 'ledger.exported/v1', body }))[0]!.seq
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    throw error
  }
}

function refuseUsed(dir: string): void {
  translate(dir, () => {
    if (!existsSync(dir)) return
    if (!statSync(dir).isDirectory()) throw new AppError('BAD_INPUT', `${dir} is a file. Name a folder that is new or empty.`)
    if (readdirSync(dir).length > 0) throw new AppError('CONFLICT', `The folder ${dir} is not empty; an export needs one of its own. Name a new or an empty one.`)
  })
}

async function writeAll({ ledger, blobs, verifier }: ExportOptions, dir: string, work: Work): Promise<Written> {
  const { size, root, checkpoint } = ledger.tip()
  const put = createFolder(dir)
  const tiles = createTileWriter()
  const signatures = createSignatureFiles()
  const named = new Set<string>()
  for (const entry of ledger.entries(0, size)) {
    for (const { path, bytes } of tiles.push(entry.leaf)) put.write(path, bytes)
    for (const { path, text } of signatures.take(entry)) put.write(path, Buffer.from(text))
    for (const sha256 of blobsOf(entry)) named.add(sha256)
    for (const { sha256 } of listedBy(entry, blobs.path)) named.add(sha256)
    if (tiles.frontier.size % breath === 0) await pause(work, tiles.frontier.size, size)
  }
  for (const { path, bytes } of tiles.finish()) put.write(path, bytes)
  if (tiles.frontier.size !== size || hashToBase64(tiles.frontier.root()) !== root.toString('base64')) {
    throw new AppError('LEDGER_UNSAFE', 'The entries do not add up to the root that the newest checkpoint signs: nothing was exported. Verify the ledger, and restore it from a backup.')
  }
  await pause(work, size, size)
  const missing = [...named].filter((sha256) => !blobs.has(sha256))
  let copied = 0
  for (const sha256 of named) {
    if (blobs.has(sha256)) await put.copy(`blobs/${sha256.slice(0, 2)}/${sha256.slice(2)}`, blobs.path(sha256))
    copied += 1
    if (work.signal.aborted || copied % 64 === 0) await pause(work, size, size)
  }
  put.write('log.vkey', Buffer.from(`${ledger.logVkey}\n`))
  if (verifier) await put.copy('verify.html', verifier)
  put.write('checkpoint', Buffer.from(checkpoint))
  return { checkpoint, size, rootHash: root.toString('base64'), ...put.total(), signatures: signatures.count(), missingBlobs: missing, verifier: verifier !== null }
}

async function pause(work: Work, done: number, total: number): Promise<void> {
  work.progress(done, total, 'Writing entries')
  await nextTurn()
  if (work.signal.aborted) throw new AppError('CANCELLED', 'The export was cancelled; nothing was left behind.')
}

function createFolder(dir: string) {
  let files = 0
  let bytes = 0
  const known = new Set<string>()
  const place = (path: string) => {
    const target = join(dir, path)
    const folder = dirname(target)
    if (!known.has(folder)) mkdirSync(folder, { recursive: true })
    known.add(folder)
    files++
    return target
  }
  return {
    write(path: string, content: Uint8Array) {
      translate(dir, () => writeFileSync(place(path), content))
      bytes += content.byteLength
    },
    /** Files of runs are as large as people made them: others are served meanwhile. */
    async copy(path: string, from: string) {
      const target = translate(dir, () => place(path))
      await copyFile(from, target).catch((error: unknown) =>
        translate(dir, () => {
          throw error
        }),
      )
      bytes += statSync(from).size
    },
    total: () => ({ files, bytes }),
  }
}
