import Database from 'better-sqlite3'
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { join } from 'node:path'
import { startHelper } from '../../electron/domain/ledger/verification/helper.ts'
import { runSharedVerification, runVerification } from '../../electron/domain/ledger/verification/run.ts'
import type { Ledger } from '../../electron/domain/ledger/service.ts'
import { useBuiltPrograms } from '../../electron/platform/programs.ts'
import { openNote, parseVkey } from '../../electron/tlog/note.ts'
import { printMachine } from '../machine.ts'
import { createBenchLedger, signer, toDecision, toDraft, toRange } from './sample.ts'
import type { BenchFolder } from './sample.ts'

/**
 * Verifying two ledgers, one without a signature and one in which every hundredth entry is a signed decision, against the bare costs of
 * what a verification can not do without: reading every row and hashing its bytes in large pieces, and for a full one also parsing each,
 * SQLite's own check, and the signatures. The bare side has one thread; the ledger's has one, or two that share the work (the start of
 * the second included, as it is built). Warm cache. The program must be built.
 *
 *   npm run build && npx node bench/ledger/verify.ts [entries] [rounds]
 */
const entries = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 3)
useBuiltPrograms(new URL('../../dist/core/', import.meta.url))

printMachine('ledger/verify.ts', entries, rounds)
await withLedger('no signatures: hashes and root', false, ({ bare, verify, verifyShared }) => ({
  'bare: read and hash': () => bare(null),
  'leaves, one thread': () => verify('leaves'),
  'leaves, two threads': () => verifyShared('leaves'),
}))
await withLedger('one entry in a hundred signed', true, ({ bare, verify, verifyShared, signatures }) => ({
  'bare: read and hash': () => bare(null),
  'bare: read, hash, parse, integrity_check, signatures': () => bare(signatures),
  'open': () => verify('open'),
  'leaves, one thread': () => verify('leaves'),
  'leaves, two threads': () => verifyShared('leaves'),
  'full, one thread': () => verify('full'),
  'full, two threads': () => verifyShared('full'),
}))

type Sides = Record<string, () => unknown>

interface Subject {
  signatures: readonly Signed[]
  bare(signatures: readonly Signed[] | null): void
  verify(level: Level): void
  verifyShared(level: Level): Promise<void>
}

async function withLedger(title: string, signed: boolean, toSides: (subject: Subject) => Sides): Promise<void> {
  const folder = createBenchLedger()
  try {
    for (let size = folder.ledger.tip().size; size < entries; size = folder.ledger.tip().size) {
      folder.ledger.append('ana@example.org', () => Array.from({ length: Math.min(5_000, entries - size) }, (_, i) => (signed && i % 100 === 7 ? toDecision(size + i, folder.ledger) : toDraft(size + i))))
    }
    const signatures = loadSignatures(folder.ledger)
    const subject: Subject = { signatures, bare: (checked) => bare(join(folder.dir, 'ledger.db'), checked), verify: (level) => verify(folder, level), verifyShared: (level) => verifyShared(folder, level) }
    subject.bare(signatures)
    subject.verify('full')
    console.log(`${title}: ${entries.toLocaleString('en-GB')} entries, ${signatures.length.toLocaleString('en-GB')} signatures, ${rounds} rounds; milliseconds, median [lowest–highest]; ratios within a round\n`)
    await measure(toSides(subject))
  } finally {
    folder.end()
  }
}

async function measure(sides: Sides): Promise<void> {
  const times = new Map(Object.keys(sides).map((name) => [name, { clock: [] as number[], processor: [] as number[] }]))
  for (let round = 0; round < rounds; round++) {
    const order = Object.entries(sides)
    for (const [name, side] of round % 2 ? order.toReversed() : order) {
      const before = process.cpuUsage()
      const begun = performance.now()
      await side()
      times.get(name)!.clock.push(performance.now() - begun)
      const { user, system } = process.cpuUsage(before)
      times.get(name)!.processor.push((user + system) / 1_000)
    }
  }
  const bares = [...times.keys()].filter((name) => name.startsWith('bare'))
  const columns = ['clock', 'processor'] as const
  const headings = columns.flatMap((by) => [`ms, ${by}`, ...['× read and hash', '× everything bare'].slice(0, bares.length)])
  console.log(`| | ${headings.join(' | ')} |\n| --- |${' --- |'.repeat(headings.length)}`)
  for (const [name, taken] of times) {
    const cells = columns.flatMap((by) => [toRange(taken[by], 0), ...bares.map((bare) => toRange(taken[by].map((value, i) => value / times.get(bare)![by][i]!)))])
    console.log(`| ${name} | ${cells.join(' | ')} |`)
  }
  console.log('')
}

type Level = 'open' | 'leaves' | 'full'
type Folder = Pick<BenchFolder, 'dir' | 'stateDir'>

function verify({ dir, stateDir }: Folder, level: Level): void {
  expectIntact(runVerification({ dir, stateDir, level }, () => {}))
}

async function verifyShared({ dir, stateDir }: Folder, level: Level): Promise<void> {
  expectIntact(await runSharedVerification({ dir, stateDir, level }, () => {}, startHelper))
}

function expectIntact({ verdict, size, findings }: ReturnType<typeof runVerification>): void {
  if (verdict !== 'intact' || size !== entries) throw new Error(`${verdict} with ${size} entries: ${findings[0]?.detail ?? ''}`)
}

interface Signed {
  text: Buffer
  signature: Uint8Array
}

function loadSignatures(ledger: Ledger): Signed[] {
  const known = [parseVkey(signer.vkey)]
  return [...ledger.entries(0, entries)].flatMap(({ kind, body }) => {
    if (kind !== 'decision/v1') return []
    const { text, signatures } = openNote(body['note'] as string, known)
    return [{ text: Buffer.from(text), signature: signatures[0]!.signature }]
  })
}

function bare(path: string, signatures: readonly Signed[] | null): void {
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
