import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { runVerification } from '../../electron/domain/ledger/verification/run.ts'
import { highWaterFile, witnessFile } from '../../electron/domain/ledger/marks.ts'
import { createFolder, dataset } from '../domain/ledger/sample.ts'
import type { Folder } from '../domain/ledger/sample.ts'
import { writtenBytes } from '../support/wal.ts'

/** What a campaign did, and what must be nothing at its end: entries lost, findings. */
export interface Outcome {
  fault: string
  runs: number
  /** Runs in which the process died or gave up, where that is the point. */
  ended: number
  acknowledged: number
  lost: number
  findings: string[]
  note: string
}

const appender = fileURLToPath(new URL('../domain/ledger/appender.ts', import.meta.url))

/** Starts a process that appends; `said` grows with the numbers that it acknowledges. */
function start(folder: Folder, name: string, count: number, wrap: readonly string[] = []) {
  const [program, ...rest] = [...wrap, process.execPath, appender, folder.dir, folder.stateDir, name, String(count)]
  const child = spawn(program!, rest, { stdio: ['ignore', 'pipe', 'ignore'] })
  const said: string[] = []
  let partial = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (partial + text).split('\n')
    partial = lines.pop()!
    said.push(...lines.filter((line) => /^\d+$/.test(line)))
  })
  return { child, said, ended: once(child as ChildProcess, 'close') as Promise<[number | null, string | null]> }
}

type Verified = ReturnType<typeof runVerification>
const verify = ({ dir, stateDir }: Folder, level: 'leaves' | 'full' = 'full'): Verified => runVerification({ dir, stateDir, level }, () => {})
const codes = ({ findings }: Verified) => findings.map(({ kind, detail }) => `${kind}: ${detail}`)
const empty = (fault: string): Outcome => ({ fault, runs: 0, ended: 0, acknowledged: 0, lost: 0, findings: [], note: '' })

/** Counts what is gone of what was acknowledged, and whatever a full verification finds. */
function judge(outcome: Outcome, folder: Folder, said: readonly string[]): void {
  const found = verify(folder)
  outcome.runs++
  outcome.acknowledged += said.length
  outcome.lost += said.filter((seq) => Number(seq) >= found.size).length
  outcome.findings.push(...codes(found))
}

/** kill -9 at random moments of a process that appends. */
export async function killAtRandom(runs: number): Promise<Outcome> {
  const outcome = empty('kill -9 at a random moment')
  while (outcome.runs < runs) {
    const folder = createFolder()
    folder.create().close()
    // A fresh ledger now and then: verification reads all of it after each kill.
    for (let i = 0; i < 25 && outcome.runs < runs; i++) {
      const { child, said, ended } = start(folder, `run-${outcome.runs}`, 1_000_000)
      while (said.length === 0 && child.exitCode === null) await pause(2)
      await pause(Math.random() * 60)
      child.kill('SIGKILL')
      const [, signal] = await ended
      outcome.ended += Number(signal === 'SIGKILL')
      judge(outcome, folder, said)
    }
    folder.end()
  }
  return outcome
}

/** The write-ahead log as a power cut with lost syncs leaves it: cut, zeroed or garbled from a random place on. */
export function damageWal(runs: number): Outcome {
  const outcome = empty('write-ahead log cut, zeroed or garbled')
  const folder = createFolder()
  const ledger = folder.create()
  for (let i = 0; i < 80; i++) ledger.append('a@example.org', () => Array.from({ length: 1 + (i % 9) }, (_, n) => dataset(`${i}-${n}`, 'x'.repeat(400))))
  const size = ledger.tip().size
  const lengths = new Set<number>()
  while (outcome.runs < runs) {
    const copy = folder.copy()
    const log = join(copy.dir, 'ledger.db-wal')
    writeFileSync(log, damaged(readFileSync(log), outcome.runs % 3))
    // With the marks of this computer the loss shows, and the ledger opens read-only; without them it is a clean, shorter history.
    const withMarks = verify(copy)
    rmSync(highWaterFile(copy.stateDir, ledger.origin), { force: true })
    rmSync(witnessFile(copy.dir, ledger.origin), { force: true })
    const without = verify(copy)
    outcome.runs++
    lengths.add(without.size)
    outcome.findings.push(...codes(without))
    const expected = without.size === size ? '' : 'ROLLED-BACK'
    const got = [...new Set(withMarks.findings.map(({ kind }) => kind))].join()
    if (got !== expected) outcome.findings.push(`${got || 'nothing'} instead of ${expected || 'nothing'} with the marks`)
    copy.end()
  }
  ledger.close()
  folder.end()
  return { ...outcome, note: `${lengths.size} different lengths of history, each clean` }
}

function damaged(log: Buffer, how: number): Buffer {
  const at = Math.floor(Math.random() * writtenBytes(log))
  if (how === 0) return log.subarray(0, at)
  const end = how === 1 ? log.length : Math.min(log.length, at + 1 + Math.floor(Math.random() * 5_000))
  for (let i = at; i < end; i++) log[i] = how === 1 ? 0 : Math.floor(Math.random() * 256)
  return log
}

/** Several processes append to one ledger, and this one verifies it all the while. */
export async function appendTogether(processes: number, each: number): Promise<Outcome> {
  const outcome = empty(`${processes} processes appending, one verifying`)
  const folder = createFolder()
  folder.create().close()
  const started = Array.from({ length: processes }, (_, i) => start(folder, `process-${i}`, each))
  let verifications = 0
  let running = true
  const all = Promise.all(started.map(({ ended }) => ended)).then((ends) => {
    running = false
    return ends
  })
  while (running) {
    outcome.findings.push(...codes(verify(folder, 'leaves')))
    verifications++
    await pause(100)
  }
  for (const [code] of await all) if (code !== 0) outcome.findings.push(`a process ended with ${code}`)
  const numbers = started.flatMap(({ said }) => said)
  judge(outcome, folder, numbers)
  if (new Set(numbers).size !== processes * each) outcome.findings.push(`${new Set(numbers).size} numbers instead of ${processes * each}`)
  folder.end()
  return { ...outcome, runs: processes, note: `${verifications} verifications meanwhile` }
}

/** A limit on the size of files, at a random place: what a full disk is to an append. */
export async function fillUp(runs: number): Promise<Outcome> {
  const outcome = empty('no room at a random size of the file')
  while (outcome.runs < runs) {
    const folder = createFolder()
    folder.create().close()
    const { said, ended } = start(folder, 'full', 1_000_000, ['sh', '-c', `ulimit -f ${150 + Math.floor(Math.random() * 600)} && exec "$0" "$@"`])
    outcome.ended += Number((await ended)[0] === 3)
    judge(outcome, folder, said)
    folder.end()
  }
  return { ...outcome, note: `${outcome.ended} refused with a sentence` }
}

const calls = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'unlink'] as const
const faults = { EIO: 'error=EIO', ENOSPC: 'error=ENOSPC', SIGKILL: 'signal=KILL' }
/** Enough for the room behind the log to be made and written in. */
const appends = 9
/** Stops at these calls only, which is quick; but a signal can not be sent from such a stop, so deaths do without. */
const quick = '--seccomp-bpf'

/** Null where a process may not trace another; the reason. */
export function whyNoStrace(): string | null {
  if (process.platform !== 'linux') return 'strace exists on Linux only'
  const { status, error } = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'])
  if (error) return 'strace is not installed (Debian: apt install strace)'
  return status === 0 ? null : 'tracing processes (ptrace) is refused here'
}

/** EIO, ENOSPC and SIGKILL at each write, sync, truncate and unlink of nine appends and a close; `every`: only each so many-th. */
export async function injectFaults(every = 1): Promise<Outcome> {
  const outcome = empty('EIO, ENOSPC, SIGKILL at a system call')
  const template = createFolder()
  template.create().close()
  const counts = await countCalls(template)
  let turn = 0
  for (const call of calls) {
    for (const inject of Object.values(faults)) {
      for (let nth = 1; nth <= counts[call]; nth++) {
        if (turn++ % every !== 0) continue
        const folder = template.copy()
        const { said, ended } = start(folder, 'traced', appends, ['strace', '-f', ...(inject === faults.SIGKILL ? [] : [quick]), '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:${inject}:when=${nth}`])
        const [code, signal] = await ended
        const died = signal === 'SIGKILL' || code === 137
        outcome.ended += Number(died || code !== 0)
        // A process that outlived its death would prove nothing; and an error is never to end it in another way than with a sentence.
        if (inject === faults.SIGKILL ? !died : code !== 0 && code !== 3) outcome.findings.push(`${call} ${inject} ${nth} ended with ${code ?? signal}`)
        judge(outcome, folder, said)
        folder.end()
      }
    }
  }
  template.end()
  const list = calls.filter((call) => counts[call] > 0).map((call) => `${counts[call]} × ${call}`)
  return { ...outcome, note: `${list.join(', ')} in ${appends} appends and a close` }
}

/** How often the main thread makes each call; the tracer counts per thread, too. */
async function countCalls(template: Folder): Promise<Record<(typeof calls)[number], number>> {
  const folder = template.copy()
  const scratch = mkdtempSync(join(tmpdir(), 'trace-'))
  const log = join(scratch, 'log')
  await start(folder, 'traced', appends, ['strace', '-f', quick, '-o', log, '-e', `trace=${calls.join()}`]).ended
  const lines = readFileSync(log, 'utf8').split('\n')
  const main = lines[0]!.split(' ')[0]!
  const count = (call: string) => lines.filter((line) => line.startsWith(main) && line.includes(` ${call}(`)).length
  folder.end()
  rmSync(scratch, { recursive: true })
  return Object.fromEntries(calls.map((call) => [call, count(call)])) as Record<(typeof calls)[number], number>
}
