import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLeafWriter } from '../../electron/domain/ledger/leaf.ts'
import { toCanonical } from '../../electron/tlog/canonical.ts'
import { printMachine } from '../machine.ts'
import { createBenchLedger, toDraft, toRange } from './sample.ts'

/**
 * Appending to the ledger against appending the same rows to immudb's embedded store, which keeps a Merkle tree too: one writer,
 * each commit synced before it returns. immudb syncs for several writers at once, every 20 ms unless told otherwise; for one
 * writer that is only waiting, so it is told to sync at once. It signs no checkpoint and writes no canonical form.
 *
 *   npx node bench/ledger/immudb.ts [rounds]
 */
const rounds = Number(process.argv[2] ?? 5)
const source = join(import.meta.dirname, 'immudb')
const go = ['go', '/usr/local/go/bin/go'].find((command) => spawnSync(command, ['version']).status === 0)

printMachine('ledger/immudb.ts', rounds)
if (go === undefined) console.log('Go is not installed: immudb can not be built here, and nothing was measured.')
else compareAll(go)

function compareAll(compiler: string): void {
  const root = mkdtempSync(join(tmpdir(), 'bench-immudb-'))
  try {
    const program = join(root, 'immudb')
    execFileSync(compiler, ['build', '-o', program, '.'], { cwd: source, stdio: ['ignore', 'inherit', 'inherit'] })
    console.log(`${execFileSync(compiler, ['version'], { encoding: 'utf8' }).trim()}, immudb v1.9.7; µs an entry by the clock, median [lowest–highest]; ratio = immudb / ledger\n`)
    console.log('| entries a transaction | immudb | ledger | ratio |\n| --- | --- | --- | --- |')
    for (const { batch, transactions } of [
      { batch: 1, transactions: 400 },
      { batch: 10, transactions: 200 },
      { batch: 1_000, transactions: 30 },
    ]) {
      const measured = Array.from({ length: rounds }, (_, round) => {
        const order = round % 2 ? [runImmudb, runLedger] : [runLedger, runImmudb]
        const times = new Map(order.map((run) => [run, run({ program, root, batch, transactions, round })]))
        return { immudb: times.get(runImmudb)!, ledger: times.get(runLedger)! }
      })
      const of = (side: 'immudb' | 'ledger') => toRange(measured.map((one) => one[side]), 1)
      console.log(`| ${batch} | ${of('immudb')} | ${of('ledger')} | **${toRange(measured.map(({ immudb, ledger }) => immudb / ledger))}** |`)
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

interface Task {
  program: string
  root: string
  batch: number
  transactions: number
  round: number
}

function runImmudb({ program, root, batch, transactions, round }: Task): number {
  const rows = join(root, `rows-${batch}`)
  if (!existsSync(rows)) {
    const writeLeaf = createLeafWriter({ actor: 'ana@example.org', at: '2026-11-21T10:00:00.000Z', ledger: `countersign.example/ledger/${'0'.repeat(32)}` })
    writeFileSync(rows, Array.from({ length: batch * transactions }, (_, i) => `${writeLeaf(toDraft(i).kind, toCanonical(toDraft(i).body), i + 1)}\n`).join(''))
  }
  const folder = join(root, `store-${batch}-${round}`)
  const taken = Number(execFileSync(program, [rows, folder, String(batch), '0'], { encoding: 'utf8' }))
  rmSync(folder, { recursive: true, force: true })
  return taken
}

function runLedger({ batch, transactions }: Task): number {
  const folder = createBenchLedger()
  const drafts = Array.from({ length: transactions }, (_, t) => Array.from({ length: batch }, (_, i) => toDraft(t * batch + i)))
  const begun = performance.now()
  for (const draft of drafts) folder.ledger.append('ana@example.org', () => draft)
  const taken = ((performance.now() - begun) * 1_000) / (batch * transactions)
  folder.end()
  return taken
}
