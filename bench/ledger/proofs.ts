import { systemClock } from '../../electron/platform/clock.ts'
import { openLedger } from '../../electron/domain/ledger/open.ts'
import { printMachine } from '../machine.ts'
import { createBenchLedger, toDraft } from './sample.ts'

/**
 * Opening a ledger (all checks that come before its first use, records level already) and making proof files at random places.
 *
 *   npx node bench/ledger/proofs.ts [entries] [proofs]
 */
const entries = Number(process.argv[2] ?? 1_000_000)
const proofs = Number(process.argv[3] ?? 1_000)
const folder = createBenchLedger()

try {
  printMachine('ledger/proofs.ts', entries, proofs)
  for (let from = folder.ledger.tip().size; from < entries; from += 5_000) {
    folder.ledger.append('ana@example.org', () => Array.from({ length: Math.min(5_000, entries - from) }, (_, i) => toDraft(from + i)))
  }
  const { size, root } = folder.ledger.tip()
  const records = { size: () => size, root: () => root.toString('hex'), fold: () => true, reset: () => {} }
  console.log(`${size.toLocaleString('en-GB')} entries; milliseconds by the clock, and of processor time, which other programs do not disturb\n\n| | median | p99 | longest | processor: median | p99 | longest |\n| --- | --- | --- | --- | --- | --- | --- |`)
  print('open', 100, () => openLedger({ ...folder, clock: systemClock, records }).close())
  print('inclusion proof file', proofs, (i) => folder.ledger.inclusionFile((i * 7_919) % size))
  print('consistency proof file', proofs, (i) => folder.ledger.consistencyFile(1 + ((i * 7_919) % size)))
} finally {
  folder.end()
}

function print(name: string, times: number, act: (i: number) => unknown): void {
  const taken = Array.from({ length: times }, (_, i) => {
    const before = process.cpuUsage()
    const begun = performance.now()
    act(i)
    const clock = performance.now() - begun
    const { user, system } = process.cpuUsage(before)
    return { clock, processor: (user + system) / 1_000 }
  })
  const columns = (['clock', 'processor'] as const).flatMap((by) => {
    const sorted = taken.map((one) => one[by]).toSorted((a, b) => a - b)
    return [0.5, 0.99, 1].map((share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(2))
  })
  console.log(`| ${name} | ${columns.join(' | ')} |`)
}
