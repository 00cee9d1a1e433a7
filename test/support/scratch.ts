import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

const memory = '/dev/shm'
/** A run keeps less than a tenth of it at a time. */
const roomNeeded = 2 * 1024 ** 3

/**
 * One folder for everything that a run leaves in the temporary folder, removed at its end. Where this computer has a file system in
 * memory with room it lies there: the program syncs every entry to the disk, and what the tests can see of that is only the waiting.
 */
export default function useScratch(): () => void {
  if (!isUsable()) return () => {}
  const folder = mkdtempSync(join(memory, 'countersign-test-'))
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  return () => {
    rmSync(folder, { recursive: true, force: true })
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** Programs are started from temporary folders too, which a container's `/dev/shm` often forbids. */
function isUsable(): boolean {
  if (process.platform !== 'linux' || !existsSync(memory)) return false
  const options = readFileSync('/proc/mounts', 'utf8').split('\n').map((line) => line.split(' ')).findLast(([, place]) => place === memory)?.[3]
  const { bavail, bsize } = statfsSync(memory)
  return options !== undefined && !options.split(',').some((option) => option === 'noexec' || option === 'ro') && bavail * bsize >= roomNeeded
}
