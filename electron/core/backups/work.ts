import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Verification } from '../../../shared/contract/ledger.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import { forgetRuns } from '../../domain/experiments/copies.ts'
import { copyLedger, readKindsFrom, readLedgerFacts, type LedgerFacts } from '../../domain/ledger/snapshot.ts'
import { runVerification } from '../../domain/ledger/verification/run.ts'
import { writeArchive, type Written } from '../../platform/archive.ts'
import { hashFile, syncFolder } from '../../platform/blobs.ts'
import { copyDrafts, whyNoDrafts } from '../../platform/drafts-database.ts'
import { translate } from '../../platform/output-file.ts'
import { bytesOf, listFiles, toArchiveFiles, unpack, type BackupList } from './container.ts'

/** What the worker is asked; everything in it can be cloned. Both `target`s are temporary: the caller renames or removes them. */
export type BackupRequest =
  | { act: 'make'; dir: string; target: string; scratch: string; version: string; at: string }
  | { act: 'restore'; file: string; target: string; scratch: string }

export type BackupAnswer = { list: BackupList; written: Written | null }

/** Reading and verifying a whole workspace: in a worker, because it takes as long as the workspace is large. */
export function runBackupWork(request: BackupRequest, progress: Work['progress']): Promise<BackupAnswer> {
  return request.act === 'make' ? make(request, progress) : restore(request, progress)
}

async function make({ dir, target, scratch, version, at }: Extract<BackupRequest, { act: 'make' }>, progress: Work['progress']): Promise<BackupAnswer> {
  progress(0, 4, 'copying the ledger')
  const { facts, names } = copyDatabases(dir, scratch)
  progress(1, 4, 'reading files')
  const databases = await Promise.all(names.map(async (path) => ({ path, ...(await hashFile(join(scratch, path))) })))
  // Files are listed after the copies: every one that their entries and rows name was on disk before them.
  const files = [...databases, ...(await listFiles(dir))]
  const list: BackupList = { schema: 'countersign/backup/2', countersign: version, at, ...facts, files }
  progress(2, 4, 'writing')
  const written = await saying(target, () => writeArchive(target, toArchiveFiles(list, { dir, scratch }), new Date(at)))
  for (const name of names) rmSync(join(scratch, name))
  // A backup is what could be restored: it is read back from the disk, unpacked and verified before anybody calls it one.
  progress(3, 4, 'reading back')
  const copy = join(scratch, 'copy')
  await saying(copy, () => unpack(target, copy, () => {}))
  refuseUnsound(verify(copy, scratch), list, `The copy of ${dir}`)
  refuseOtherDrafts(copy, `The copy of ${dir}`)
  return { list, written }
}

async function restore({ file, target, scratch }: Extract<BackupRequest, { act: 'restore' }>, progress: Work['progress']): Promise<BackupAnswer> {
  let done = 0
  const list = await saying(target, () => unpack(file, target, (bytes) => progress((done += bytes), null, 'unpacking')))
  progress(bytesOf(list), bytesOf(list), 'verifying')
  refuseUnsound(verify(target, scratch), list, `The backup ${file}`)
  refuseOtherDrafts(target, `The backup ${file}`)
  for (const folder of [join(target, 'blobs'), join(target, 'witness'), target]) trySync(folder)
  return { list, written: null }
}

/**
 * What is not sealed yet first, then the ledger: so the ledger may tell of later acts, never of fewer. Runs that were sealed in between are
 * taken out of the drafts, because the ledger has them as they are, and a row of before would pass for a change.
 */
function copyDatabases(dir: string, scratch: string): { facts: LedgerFacts; names: string[] } {
  const drafts = join(scratch, draftsName)
  const before = readLedgerFacts(dir).size
  const hasDrafts = copyDrafts(join(dir, draftsName), drafts)
  const facts = copyLedger(dir, join(scratch, 'ledger.db'))
  if (hasDrafts) forgetRuns(drafts, readKindsFrom(scratch, before))
  return { facts, names: ['ledger.db', ...(hasDrafts ? [draftsName] : [])] }
}

const draftsName = 'drafts.db'

/** Whoever made the archive made this file: it is opened only where it is what this program makes. */
function refuseOtherDrafts(dir: string, what: string): void {
  const file = join(dir, draftsName)
  const why = existsSync(file) ? whyNoDrafts(file) : null
  if (why !== null) throw new AppError('LEDGER_UNSAFE', `${what} holds drafts and open runs that can not be used: ${why}. Nothing was kept of it. Move ${draftsName} of the workspace away and take another backup, or restore with the program that made it.`)
}

/** Against no marks of this computer: whether a sound copy is also the newest one is another question. */
const verify = (dir: string, scratch: string) => runVerification({ dir, stateDir: join(scratch, 'no-marks'), level: 'full' }, () => {})

/** A file that is missing already was missing before: it can not be brought back by refusing the rest. */
const missingOnly = ({ verdict, findings }: Pick<Verification, 'verdict' | 'findings'>) => verdict === 'incomplete' && findings.every(({ kind }) => kind === 'BLOB-MISSING')

function refuseUnsound(verification: ReturnType<typeof verify>, list: BackupList, what: string): void {
  const { verdict, size, rootHash, checkpoint, findings } = verification
  if (verdict !== 'intact' && !missingOnly(verification)) {
    throw new AppError('LEDGER_UNSAFE', `${what} does not verify: ${findings[0]?.detail ?? verdict} It is no backup and nothing was kept of it. Verify the ledger, and keep a copy of the folder made by hand.`)
  }
  if (size !== list.size || rootHash !== list.root || checkpoint !== list.checkpoint) {
    throw new AppError('LEDGER_UNSAFE', `${what} holds another ledger than its list says: nothing was kept of it. Take another backup.`)
  }
}

/** A full disk or a folder that may not be written is for people, also where it shows in the middle. */
async function saying<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    return translate(path, () => {
      throw error
    })
  }
}

function trySync(folder: string): void {
  try {
    syncFolder(folder)
  } catch {
    // A workspace without blobs has no such folder.
  }
}
