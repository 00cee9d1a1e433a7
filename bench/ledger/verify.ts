import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { runVerification } from '../../electron/domain/ledger/verification/run.ts'
import { createBenchLedger, toDraft, toRange } from './sample.ts'

/**
 * Verifying a ledger against the bare costs of what a verification can not do without: reading every row and hashing its
 * bytes, and for a full one also parsing them and SQLite's own check. One thread, warm cache, sides in turn.
 *
 *   npx node bench/ledger/verify.ts [entries] [rounds]
 */
const entries = Number(process.argv[2] ?? 100_000)
const rounds = Number(process.argv[3] ?? 11)
const folder = createBenchLedger()
const path = join(folder.dir, 'ledger.db')

try {
  for (let from = 0; from < entries - 1; from += 5_000) {
    folder.ledger.append('ana@example.org', () => Array.from({ length: Math.min(5_000, entries - 1 - from) }, (_, i) => toDraft(from + i)))
  }
  const sides = {
    'read and hash': () => bare({ parse: false }),
    'read, hash, parse, integrity_check': () => bare({ parse: true }),
    'verify: open': () => verify('open'),
    'verify: leaves': () => verify('leaves'),
    'verify: full': () => verify('full'),
  }
  const times = Object.fromEntries(Object.keys(sides).map((name) => [name, [] as number[]]))
  for (const side of Object.values(sides)) side()
  for (let round = 0; round < rounds; round++) {
    const order = Object.entries(sides)
    for (const [name, side] of round % 2 ? order.toReversed() : order) {
      const begun = performance.now()
      side()
      times[name]!.push(performance.now() - begun)
    }
  }
  console.log(`${entries.toLocaleString('en-GB')} entries, ${rounds} rounds; milliseconds, median [lowest–highest]; ratios within a round\n`)
  console.log('| | ms | × read and hash | × read, hash, parse, check |\n| --- | --- | --- | --- |')
  for (const [name, values] of Object.entries(times)) {
    const against = (other: string) => toRange(values.map((value, i) => value / times[other]![i]!))
    console.log(`| ${name} | ${toRange(values, 1)} | ${against('read and hash')} | ${against('read, hash, parse, integrity_check')} |`)
  }
} finally {
  folder.end()
}

function verify(level: 'open' | 'leaves' | 'full'): void {
  const { verdict, size } = runVerification({ ...folder, level }, () => {})
  if (verdict !== 'intact' || size !== entries) throw new Error(`${verdict} with ${size} entries`)
}

function bare({ parse }: { parse: boolean }): void {
  const db = new Database(path, { readonly: true })
  const read = db.prepare('SELECT leaf FROM entry WHERE seq >= ? ORDER BY seq LIMIT 4096').pluck()
  const hash = createHash('sha256')
  for (let from = 0; from < entries; from += 4_096) {
    const leaves = read.all(from) as string[]
    hash.update(leaves.join(''))
    if (parse) for (const leaf of leaves) JSON.parse(leaf)
  }
  hash.digest()
  if (parse) db.pragma('integrity_check')
  db.close()
}
