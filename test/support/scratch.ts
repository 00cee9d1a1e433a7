import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'
/** A run keeps less than a tenth of it at a time. */
const roomNeeded = 2 * 1024 ** 3
const prefix = 'countersign-test-'

/**
 * One folder for everything that a run leaves in the temporary folder, removed at its end. Where this computer has a file system in
 * memory with room it lies there: the program syncs every entry to the disk, and what the tests can see of that is only the waiting.
 * Node keeps the compiled code of the programs there, which the tests start some two thousand times.
 */
export default function useScratch(): () => void {
  const parent = isUsable() ? memory : tmpdir()
  removeLeftovers(parent)
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`))
  const before = { ...process.env }
  Object.assign(process.env, { TMPDIR: folder, NODE_COMPILE_CACHE: join(folder, 'compiled') })
  return () => {
    rmSync(folder, { recursive: true, force: true })
    for (const name of ['TMPDIR', 'NODE_COMPILE_CACHE']) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  }
}

/** Programs are started from temporary folders too, which a container's `/dev/shm` often forbids. */
function isUsable(): boolean {
  if (process.platform !== 'linux' || !existsSync(memory)) return false
  const options = readFileSync('/proc/mounts', 'utf8').split('\n').map((line) => line.split(' ')).findLast(([, place]) => place === memory)?.[3]
  const { bavail, bsize } = statfsSync(memory)
  return options !== undefined && !options.split(',').some((option) => option === 'noexec' || option === 'ro') && bavail * bsize >= roomNeeded
}

/** Of runs that were killed: memory is not given back by itself. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1])
    if (pid > 0 && !isRunning(pid)) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
