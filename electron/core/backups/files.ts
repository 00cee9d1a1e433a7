import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Work } from '../../../shared/contract/handlers.ts'
import { AppError } from '../../../shared/errors.ts'
import { syncFolder } from '../../platform/blobs.ts'
import { runInWorker } from '../../platform/programs.ts'
import { translate } from '../../platform/output-file.ts'
import type { BackupList } from './container.ts'
import type { BackupAnswer, BackupRequest } from './work.ts'

/** Copies of a ledger hold what is erased later: none may stay behind a process that is gone. */
const scratchName = /^backup-(\d+)-[0-9a-f]{12}$/

/**
 * Writes a backup of the workspace `dir` to `file`: beside it, synced, read back and verified, and only then under its name.
 * CONFLICT where the name is taken; LEDGER_UNSAFE where the copy does not verify; a failure leaves nothing behind.
 */
export async function writeBackupFile({ dir, file, stateDir, version, at }: { dir: string; file: string; stateDir: string; version: string; at: string }, work: Work): Promise<BackupAnswer & { written: NonNullable<BackupAnswer['written']> }> {
  refusePlace(dir, file)
  removeParts(dirname(file))
  const target = `${file}.${randomBytes(6).toString('hex')}${partSuffix}`
  try {
    const answer = await inScratch(stateDir, (scratch) => runInWorker<BackupAnswer>('backup', { act: 'make', dir, target, scratch, version, at } satisfies BackupRequest, work))
    translate(file, () => {
      renameSync(target, file)
      syncFolder(dirname(file))
    })
    return { ...answer, written: answer.written! }
  } finally {
    rmSync(target, { force: true })
  }
}

/**
 * Verifies the backup in `file` beside `dir` and only then gives it that name. CONFLICT where `dir` is not empty; errors of reading
 * a backup; LEDGER_UNSAFE where it does not verify. A failure leaves nothing behind.
 */
export async function placeBackup({ file, dir, stateDir }: { file: string; dir: string; stateDir: string }, work: Work): Promise<BackupList> {
  refuseOccupied(dir)
  const target = `${dir}.${randomBytes(6).toString('hex')}.restoring`
  try {
    translate(dir, () => mkdirSync(target, { recursive: true }))
    const { list } = await inScratch(stateDir, (scratch) => runInWorker<BackupAnswer>('backup', { act: 'restore', file, target, scratch } satisfies BackupRequest, work))
    translate(dir, () => {
      refuseOccupied(dir)
      if (existsSync(dir)) rmdirSync(dir)
      renameSync(target, dir)
      syncFolder(dirname(dir))
    })
    return list
  } finally {
    rmSync(target, { recursive: true, force: true })
  }
}

async function inScratch<T>(stateDir: string, act: (scratch: string) => Promise<T>): Promise<T> {
  removeLeftovers(stateDir)
  const scratch = join(stateDir, 'scratch', `backup-${process.pid}-${randomBytes(6).toString('hex')}`)
  translate(scratch, () => mkdirSync(scratch, { recursive: true, mode: 0o700 }))
  try {
    return await act(scratch)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Removes working copies of processes that were killed. */
export function removeLeftovers(stateDir: string): void {
  const folder = join(stateDir, 'scratch')
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const pid = Number(scratchName.exec(name)?.[1] ?? Number.NaN)
    if (Number.isInteger(pid) && !isRunning(pid)) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

const partSuffix = '.backup-part'
const staleAfterMs = 86_400_000

/** What a process that was killed left half-written beside its name; a day is longer than any backup takes. */
function removeParts(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!/\.[0-9a-f]{12}\.backup-part$/.test(name)) continue
    const path = join(folder, name)
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > staleAfterMs) rmSync(path, { force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function refusePlace(dir: string, file: string): void {
  if (existsSync(file)) {
    const what = statSync(file).isDirectory() ? 'is a folder; name a file in it' : 'is there already and was left as it is; choose another name'
    throw new AppError('CONFLICT', `${file} ${what}.`)
  }
  if (!existsSync(dirname(file))) throw new AppError('NOT_FOUND', `The folder ${dirname(file)} is not there. Make it, or connect the drive that it is on.`)
  const inside = relative(resolve(dir), file)
  if (!inside.startsWith(`..${sep}`) && inside !== '..' && resolve(inside) !== inside) throw new AppError('BAD_INPUT', `${file} lies inside the workspace. A backup belongs somewhere else, best on another disk.`)
}

function refuseOccupied(dir: string): void {
  if (!existsSync(dir)) return
  if (!statSync(dir).isDirectory()) throw new AppError('CONFLICT', `${dir} is a file. Name a new or an empty folder.`)
  if (readdirSync(dir).length > 0) throw new AppError('CONFLICT', `The folder ${dir} is not empty, and nothing in it was touched. A backup is restored into a new or an empty folder.`)
}
