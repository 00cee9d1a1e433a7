import { fork } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { toSettings } from '../domain/evidence/check-runs.ts'
import type { FairnessCounts } from '../../electron/domain/evidence/fairness/facts.ts'
import { tallyFairness } from '../../electron/domain/evidence/fairness/tally.ts'
import { inspectDataFile } from '../../electron/platform/data-file.ts'
import { createAnalytics } from '../../electron/platform/duckdb.ts'
import { openSession } from '../../electron/platform/duckdb-session.ts'
import { nodePrograms, type Programs } from '../../electron/platform/programs.ts'

const dir = mkdtempSync(join(tmpdir(), 'duckdb-'))
const scratchDir = join(dir, 'scratch')
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const quiet = { signal: new AbortController().signal, progress: () => {} }
const analytics = createAnalytics({ programs: nodePrograms, scratchDir })
const settings = toSettings({ groups: ['group'] })

function write(name: string, content: string): string {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}

const rows = 'label,prediction,group\n1,1,A\n0,0,B\n'
const manyRows = (count: number) => `label,prediction,group\n${Array.from({ length: count }, (_, at) => `${at % 2},${at % 3 === 0 ? 1 : 0},group ${at}`).join('\n')}\n`

describe('the profile of a file', () => {
  it('has the rows, and types that hold for every row', async () => {
    const late = `id,amount,day,note\n${Array.from({ length: 30_000 }, (_, at) => `${at},${at},2026-01-01,`).join('\n')}\nlast,1.5,2026-01-02,x\n`
    const { format, rows: count, columns } = await analytics.profile(write('late.csv', late), quiet)
    expect({ format, count }).toEqual({ format: 'csv', count: 30_001 })
    expect(columns).toEqual([
      { name: 'id', type: 'VARCHAR' },
      { name: 'amount', type: 'DOUBLE' },
      { name: 'day', type: 'DATE' },
      { name: 'note', type: 'VARCHAR' },
    ])
  })

  it('keeps repeated and unnamed columns apart', async () => {
    const { columns } = await analytics.profile(write('names.csv', 'a,A,a,,"x ""y"""\n1,2,3,4,5\n'), quiet)
    expect(columns.map(({ name }) => name)).toEqual(['a', 'A', 'a', 'column4', 'x "y"'])
  })

  it('names the line that can not be read', async () => {
    await expect(analytics.profile(write('ragged.csv', 'a,b\n1,2\n3\n'), quiet)).rejects.toThrow('ragged.csv has 1 fields in line 3 where the header names 2 columns')
  })
})

describe('the sample of a file', () => {
  it('shows values as the file writes them, at most a thousand rows', async () => {
    const sample = await analytics.preview(write('sample.csv', `a,b\n01,NA\n1.50, x\n${'2,y\n'.repeat(2_000)}`), quiet)
    expect(sample.rows.slice(0, 2)).toEqual([['01', null], ['1.50', ' x']])
    expect(sample.rows).toHaveLength(1_000)
    expect(sample).toMatchObject({ name: 'sample.csv', format: 'csv', columns: [{ name: 'a', type: 'VARCHAR' }, { name: 'b', type: 'VARCHAR' }] })
  })
})

describe('a running job', () => {
  /** Programs whose ends can be awaited. */
  function watched() {
    const ends: Promise<number | null>[] = []
    const programs: Programs = {
      start(name) {
        const program = nodePrograms.start(name)
        ends.push(new Promise((resolve) => program.onExit(resolve)))
        return program
      },
    }
    return { programs, ends }
  }

  it('is killed by an abort, and says so', async () => {
    const { programs, ends } = watched()
    const path = write('large.csv', manyRows(400_000))
    const stop = new AbortController()
    const work = { signal: stop.signal, progress: () => stop.abort() }
    const running = createAnalytics({ programs, scratchDir }).check({ kind: 'fairness', paths: { data: path }, settings }, work)
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED', message: 'The work was cancelled; nothing was written.' })
    await Promise.all(ends)
    expect(ends).toHaveLength(1)
  })

  it('starts no process for work that is cancelled already', async () => {
    const { programs, ends } = watched()
    const work = { signal: AbortSignal.abort(), progress: () => {} }
    await expect(createAnalytics({ programs, scratchDir }).profile(write('few.csv', rows), work)).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(ends).toHaveLength(0)
  })

  it('ends with the workspace', async () => {
    const { programs, ends } = watched()
    const own = createAnalytics({ programs, scratchDir })
    const running = own.profile(write('closing.csv', manyRows(200_000)), quiet)
    own.close()
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
    await Promise.all(ends)
  })

  it('whose process dies is an error, not a wait', async () => {
    const dying: Programs = {
      start(name) {
        const program = nodePrograms.start(name)
        return { ...program, send: (message) => (program.send(message), program.kill()) }
      },
    }
    await expect(createAnalytics({ programs: dying, scratchDir }).profile(write('dying.csv', rows), quiet)).rejects.toMatchObject({ code: 'BUSY' })
  })

  it('ends when its parent disappears', async () => {
    const parent = fork(fileURLToPath(new URL('./duckdb-parent.ts', import.meta.url)), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const child = await new Promise<number>((resolve) => parent.once('message', (pid) => resolve(pid as number)))
    expect(isRunning(child)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isRunning(child), { timeout: 20_000 }).toBe(false)
  })

  it('leaves no scratch files behind', async () => {
    await analytics.profile(write('clean.csv', rows), quiet)
    const counting = await analytics.check({ kind: 'fairness', paths: { data: join(dir, 'clean.csv') }, settings }, quiet)
    await counting.release()
    expect(readdirSync(scratchDir)).toEqual([])
  })

  it('holds back the counts of groups until they are released', async () => {
    const counting = await analytics.check({ kind: 'fairness', paths: { data: write('held.csv', rows) }, settings }, quiet)
    expect(JSON.stringify(counting.facts)).not.toMatch(/"A"|"B"/)
    const { views } = (await counting.release()) as FairnessCounts
    expect(new Set(views[0]!.cells.map(({ groups }) => groups[0]))).toEqual(new Set(['A', 'B']))
  })
})

describe('the session over a file', () => {
  it('reaches nothing but that file', async () => {
    const other = write('other.csv', rows)
    const session = await openSession(new Map([['data', await inspectDataFile(write('own.csv', rows))]]), dir, 1)
    const denied = [
      `SELECT * FROM read_text('/etc/hostname')`,
      `SELECT * FROM read_csv('${other}')`,
      `SELECT * FROM glob('${dir}/*')`,
      `SELECT * FROM read_csv('${dir}/own.csv/../other.csv')`,
      `SELECT * FROM read_parquet('https://example.org/x.parquet')`,
      `COPY (SELECT 1) TO '${dir}/written.csv'`,
      `ATTACH '${dir}/written.db'`,
      `EXPORT DATABASE '${dir}/exported'`,
      'INSTALL httpfs',
      'LOAD httpfs',
      'SET enable_external_access = true',
      'SET threads = 4',
      `SET allowed_paths = ['${other}']`,
      'RESET lock_configuration',
    ]
    try {
      for (const sql of denied) {
        const { cause } = await session.query(sql).then(() => ({ cause: null }), (error: Error) => error)
        expect(String(cause), sql).toMatch(/Permission Error|Invalid Input Error|configuration has been locked|disabled|Cannot/)
      }
      expect(await session.query(`SELECT count(*) AS n FROM read_csv('${dir}/own.csv')`)).toEqual([{ n: 2n }])
      expect(readdirSync(dir).filter((name) => /written|exported/.test(name))).toEqual([])
    } finally {
      session.close()
    }
  })

  it('follows a link to the file itself', async () => {
    symlinkSync(write('target.csv', rows), join(dir, 'link.csv'))
    expect((await analytics.profile(join(dir, 'link.csv'), quiet)).rows).toBe(2)
  })

  it('refuses a file that was replaced after its header was read', async () => {
    const path = write('replaced.csv', rows)
    const session = await openSession(new Map([['data', await inspectDataFile(path)]]), dir, 1)
    const [header = '', ...others] = rows.split('\n')
    write('replaced.csv', [header.split(',').toReversed().join(','), ...others].join('\n'))
    await expect(tallyFairness(session, settings, () => {})).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('replaced.csv changed while it was read') as string })
    session.close()
  })

  it('refuses a file that is written to while it is read', async () => {
    const path = write('growing.csv', rows)
    const session = await openSession(new Map([['data', await inspectDataFile(path)]]), dir, 1)
    const meddling = {
      ...session,
      query(sql: string) {
        if (sql.startsWith('CREATE OR REPLACE TEMP TABLE counted')) appendFileSync(path, '1,0,A\n')
        return session.query(sql)
      },
    }
    await expect(tallyFairness(meddling, settings, () => {})).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('growing.csv changed while it was read') as string })
    session.close()
  })
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
