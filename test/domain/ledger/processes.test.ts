import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runVerification } from '../../../electron/domain/ledger/verification/run.ts'
import { createFolder, createMemoryRecords, dataset, quiet } from './sample.ts'
import type { Folder } from './sample.ts'
import { writtenBytes } from '../../support/wal.ts'

let folder: Folder
beforeEach(() => {
  folder = createFolder()
})
afterEach(() => folder.end())

const appender = fileURLToPath(new URL('appender.ts', import.meta.url))

/** Starts a process that appends; `said` grows with what it acknowledges. */
function start(name: string, count: number, wrap: (command: string[]) => string[] = (command) => command) {
  const [program, ...rest] = wrap([process.execPath, appender, folder.dir, folder.stateDir, name, String(count)])
  const child = spawn(program!, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  let partial = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (partial + text).split('\n')
    partial = lines.pop()!
    said.push(...lines)
  })
  return { child, said, ended: once(child as ChildProcess, 'close') as Promise<[number | null]> }
}

const verify = () => runVerification({ ...folder, level: 'full' }, () => {})

describe('two processes on one workspace', () => {
  it('append in turn: every number once, nothing lost, nothing found', async () => {
    const records = createMemoryRecords()
    const ledger = folder.create({ records })
    const [one, two] = [start('one', 200), start('two', 200)]
    const codes = (await Promise.all([one.ended, two.ended])).map(([code]) => code)
    expect(codes).toEqual([0, 0])
    const numbers = [...one.said, ...two.said].map(Number).toSorted((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 400 }, (_, i) => i + 1))
    expect(ledger.tip().size).toBe(401)
    ledger.append('third@example.org', () => dataset('from the process that waited'))
    expect(records.folded).toHaveLength(402)
    expect(verify()).toMatchObject({ verdict: 'intact', size: 402, findings: [] })
    ledger.close()
  })
})

describe('a process that is killed', () => {
  it('loses nothing that it had acknowledged, and leaves nothing half written', async () => {
    folder.create().close()
    const acknowledged: string[] = []
    for (let run = 0; run < 10; run++) {
      const { child, said, ended } = start(`run-${run}`, 1_000_000)
      while (said.length === 0) await pause(5)
      await pause(Math.random() * 60)
      child.kill('SIGKILL')
      await ended
      acknowledged.push(...said)
      expect(verify()).toMatchObject({ verdict: 'intact', findings: [] })
    }
    const ledger = folder.open()
    expect(ledger.readOnly).toBeNull()
    const names = new Set([...ledger.entries(1, ledger.tip().size)].map(({ seq }) => String(seq)))
    expect(acknowledged.filter((seq) => !names.has(seq))).toEqual([])
    // At most the one entry of each run whose acknowledgement did not get out.
    expect(names.size - acknowledged.length).toBeLessThanOrEqual(10)
    ledger.close()
  })

  it('leaves a clean earlier state wherever the end of the log is lost', async () => {
    const ledger = folder.create()
    for (let i = 0; i < 60; i++) ledger.append('a@example.org', () => Array.from({ length: 1 + (i % 9) }, (_, n) => dataset(`${i}-${n}`, 'x'.repeat(400))))
    const log = join(folder.dir, 'ledger.db-wal')
    const length = writtenBytes(readFileSync(log))
    const verdicts = new Set<string>()
    for (let i = 0; i < 40; i++) {
      const copy = folder.copy()
      truncateSync(join(copy.dir, 'ledger.db-wal'), Math.floor((length * i) / 40))
      const { verdict, findings } = runVerification({ ...copy, level: 'full' }, () => {})
      // Only what this computer saw tells a lost end from one that was never written.
      verdicts.add(`${verdict} ${[...new Set(findings.map(({ kind }) => kind))].join()}`)
      copy.end()
    }
    expect([...verdicts].toSorted()).toEqual(['incomplete ROLLED-BACK'])
    ledger.close()
  })
})

// A limit on the size of files stands for a disk that fails: Windows has no such limit.
describe.runIf(process.platform !== 'win32')('a file that can not grow', () => {
  it('refuses with a sentence, keeps what was acknowledged, and goes on when there is room again', async () => {
    folder.create().close()
    const limited = start('full', 1_000_000, (command) => ['sh', '-c', 'ulimit -f 400 && exec "$0" "$@"', ...command])
    expect(await limited.ended).toEqual([3, null])
    expect(['LEDGER_UNSAFE', 'DISK_FULL']).toContain(limited.said.at(-1))
    const count = limited.said.length - 1
    expect(count).toBeGreaterThan(10)
    expect(verify()).toMatchObject({ verdict: 'intact', size: count + 1 })
    const ledger = folder.open()
    ledger.append('a@example.org', () => dataset('room again'))
    expect((await ledger.verify('full', quiet)).verdict).toBe('intact')
    ledger.close()
  })
})

describe('a backup taken by copying a closed workspace', () => {
  it('takes the place of a workspace that is gone', () => {
    folder.create().close()
    const copy = createFolder()
    cpSync(folder.dir, copy.dir, { recursive: true })
    rmSync(folder.dir, { recursive: true })
    const ledger = copy.open({ stateDir: folder.stateDir })
    expect(ledger.readOnly).toBeNull()
    ledger.close()
    copy.end()
  })
})
