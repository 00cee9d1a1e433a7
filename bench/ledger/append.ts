import Database from 'better-sqlite3'
import { join } from 'node:path'
import { createLeafWriter } from '../../electron/domain/ledger/leaf.ts'
import { toCanonical } from '../../electron/tlog/canonical.ts'
import { printMachine } from '../machine.ts'
import { createBenchLedger, toDraft, toRange } from './sample.ts'

/**
 * Appending entries against inserting the same bytes with better-sqlite3 alone, both durable: WAL, synchronous=FULL.
 * The ledger writes canonical JSON, hashes, stores nodes, signs a checkpoint and keeps two marks in every transaction.
 * Both sides take turns in one process, some transactions each, in fresh files each round; ratios are formed within a round.
 *
 *   npx node bench/ledger/append.ts [rounds]
 */
const rounds = Number(process.argv[2] ?? 11)
/** Turns in a round: what else the machine does changes within a second. */
const slices = 20

printMachine('ledger/append.ts', rounds)
console.log(`append, ${rounds} rounds; µs an entry, median [lowest–highest]; ratio = bare / ledger, by the clock and by processor time`)
console.log('(other programs on the machine disturb the clock much and processor time little)\n')
console.log('| entries a transaction | bare insert | ledger | ratio, clock | ratio, processor |\n| --- | --- | --- | --- | --- |')
for (const { batch, transactions } of [
  { batch: 1, transactions: 400 },
  { batch: 10, transactions: 200 },
  { batch: 1_000, transactions: 30 },
]) {
  compare(batch, transactions)
}

interface Cost {
  clock: number
  processor: number
}

function compare(batch: number, transactions: number): void {
  measure(batch, 5)
  const measured = Array.from({ length: rounds }, (_, round) => measure(batch, transactions, round % 2 === 0))
  const times = (side: 'bare' | 'ledger') => toRange(measured.map((round) => round[side].clock), 1)
  const ratios = (by: keyof Cost) => toRange(measured.map(({ bare, ledger }) => bare[by] / ledger[by]))
  console.log(`| ${batch} | ${times('bare')} | ${times('ledger')} | **${ratios('clock')}** | ${ratios('processor')} |`)
}

function measure(batch: number, transactions: number, bareFirst = true): { bare: Cost; ledger: Cost } {
  const folder = createBenchLedger()
  const frame = { actor: 'ana@example.org', at: new Date().toISOString(), ledger: folder.ledger.origin }
  const writeLeaf = createLeafWriter(frame)
  const leaves = Array.from({ length: batch * transactions }, (_, i) => writeLeaf(toDraft(i).kind, toCanonical(toDraft(i).body), i + 1))
  const drafts = Array.from({ length: transactions }, (_, t) => Array.from({ length: batch }, (_, i) => toDraft(t * batch + i)))
  const db = openBare(join(folder.dir, 'bare.db'))
  const insert = db.prepare('INSERT INTO entry(seq, leaf) VALUES (?, ?)')
  const insertMany = db.transaction((from: number) => {
    for (let i = from; i < from + batch; i++) insert.run(i, leaves[i])
  })
  const bare = createMeter((t) => insertMany.immediate(t * batch))
  const ledger = createMeter((t) => folder.ledger.append('ana@example.org', () => drafts[t]!))
  const slice = Math.max(1, Math.floor(transactions / slices))
  for (let t = 0; t < transactions; t += slice) {
    for (const meter of (t / slice) % 2 === (bareFirst ? 0 : 1) ? [bare, ledger] : [ledger, bare]) meter.run(t, Math.min(t + slice, transactions))
  }
  const result = { bare: bare.cost(batch * transactions), ledger: ledger.cost(batch * transactions) }
  db.close()
  folder.end()
  return result
}

/** Adds up what the transactions of one side took, in microseconds. */
function createMeter(act: (transaction: number) => void): { run(from: number, to: number): void; cost(entries: number): Cost } {
  const sum = { clock: 0, processor: 0 }
  return {
    run(from, to) {
      const before = process.cpuUsage()
      const begun = performance.now()
      for (let t = from; t < to; t++) act(t)
      sum.clock += (performance.now() - begun) * 1_000
      const { user, system } = process.cpuUsage(before)
      sum.processor += user + system
    },
    cost: (entries) => ({ clock: sum.clock / entries, processor: sum.processor / entries }),
  }
}

function openBare(path: string): Database.Database {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE entry(seq INTEGER PRIMARY KEY, leaf TEXT NOT NULL) STRICT')
  return db
}
