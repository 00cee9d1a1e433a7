import Database from 'better-sqlite3'
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { join } from 'node:path'
import { startHelper } from '../../electron/domain/ledger/verification/helper.ts'
import { runSharedVerification, runVerification } from '../../electron/domain/ledger/verification/run.ts'
import { openNote, parseVkey } from '../../electron/tlog/note.ts'
import { printMachine } from '../machine.ts'
import { createBenchLedger, signer, toDecision, toDraft, toRange } from './sample.ts'

/**
 * Verifying a ledger, one entry in a hundred of it a signed decision, against the bare costs of what a verification can not do
 * without: reading every row and hashing its bytes in large pieces, and for a full one also parsing each, SQLite's own check, and
 * the signatures. The bare side has one thread; the ledger's has one, or two that share the work (its start included). Warm cache.
 *
 *   npx node bench/ledger/verify.ts [entries] [rounds]
 */
const entries = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 3)
const folder = createBenchLedger()
const path = join(folder.dir, 'ledger.db')

try {
  printMachine('ledger/verify.ts', entries, rounds)
  for (let size = folder.ledger.tip().size; size < entries; size = folder.ledger.tip().size) {
    folder.ledger.append('ana@example.org', () => Array.from({ length: Math.min(5_000, entries - size) }, (_, i) => (i % 100 === 7 ? toDecision(size + i, folder.ledger) : toDraft(size + i))))
  }
  const signatures = loadSignatures()
  const sides: Record<string, () => unknown> = {
    'bare: read and hash': () => bare(null),
    'bare: read, hash, parse, integrity_check, signatures': () => bare(signatures),
    'open': () => verify('open'),
    'leaves, one thread': () => verify('leaves'),
    'leaves, two threads': () => verifyShared('leaves'),
    'full, one thread': () => verify('full'),
    'full, two threads': () => verifyShared('full'),
  }
  const times = new Map(Object.keys(sides).map((name) => [name, [] as number[]]))
  const processor = new Map(Object.keys(sides).map((name) => [name, [] as number[]]))
  bare(signatures)
  verify('full')
  for (let round = 0; round < rounds; round++) {
    const order = Object.entries(sides)
    for (const [name, side] of round % 2 ? order.toReversed() : order) {
      const before = process.cpuUsage()
      const begun = performance.now()
      await side()
      times.get(name)!.push(performance.now() - begun)
      const { user, system } = process.cpuUsage(before)
      processor.get(name)!.push((user + system) / 1_000)
    }
  }
  console.log(`${entries.toLocaleString('en-GB')} entries, ${signatures.length.toLocaleString('en-GB')} signatures, ${rounds} rounds; milliseconds, median [lowest–highest]; ratios within a round\n`)
  console.log('| | ms, clock | × read and hash | × everything bare | ms, processor | × read and hash | × everything bare |\n| --- | --- | --- | --- | --- | --- | --- |')
  const against = (measured: ReadonlyMap<string, readonly number[]>, name: string) => {
    const [little, everything] = [...measured.values()]
    const values = measured.get(name)!
    const ratio = (other: readonly number[]) => toRange(values.map((value, i) => value / other[i]!))
    return `${toRange(values, 0)} | ${ratio(little!)} | ${ratio(everything!)}`
  }
  for (const name of times.keys()) console.log(`| ${name} | ${against(times, name)} | ${against(processor, name)} |`)
} finally {
  folder.end()
}

function verify(level: 'open' | 'leaves' | 'full'): void {
  expectIntact(runVerification({ ...folder, level }, () => {}))
}

async function verifyShared(level: 'leaves' | 'full'): Promise<void> {
  expectIntact(await runSharedVerification({ ...folder, level }, () => {}, startHelper))
}

function expectIntact({ verdict, size, findings }: ReturnType<typeof runVerification>): void {
  if (verdict !== 'intact' || size !== entries) throw new Error(`${verdict} with ${size} entries: ${findings[0]?.detail ?? ''}`)
}

interface Signed {
  text: Buffer
  signature: Uint8Array
}

function loadSignatures(): Signed[] {
  const known = [parseVkey(signer.vkey)]
  return [...folder.ledger.entries(0, entries)].flatMap(({ kind, body }) => {
    if (kind !== 'decision/v1') return []
    const { text, signatures } = openNote(body['note'] as string, known)
    return [{ text: Buffer.from(text), signature: signatures[0]!.signature }]
  })
}

function bare(signatures: readonly Signed[] | null): void {
  const db = new Database(path, { readonly: true })
  const read = db.prepare('SELECT leaf FROM entry WHERE seq >= ? ORDER BY seq LIMIT 4096').pluck()
  const hash = createHash('sha256')
  for (let from = 0; from < entries; from += 4_096) {
    const leaves = read.all(from) as string[]
    hash.update(leaves.join(''))
    if (signatures) for (const leaf of leaves) JSON.parse(leaf)
  }
  hash.digest()
  if (signatures) {
    db.pragma('integrity_check')
    const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), parseVkey(signer.vkey).publicKey]), format: 'der', type: 'spki' })
    for (const { text, signature } of signatures) if (!verifySignature(null, text, key, signature)) throw new Error('a signature does not hold')
  }
  db.close()
}
