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
  const records = { size: () => size, root: () => root.toString('hex'), fold: () => {}, reset: () => {} }
  console.log(`${size.toLocaleString('en-GB')} entries; milliseconds\n\n| | median | p99 | longest |\n| --- | --- | --- | --- |`)
  print('open', 100, () => openLedger({ ...folder, clock: systemClock, records }).close())
  print('inclusion proof file', proofs, (i) => folder.ledger.inclusionFile((i * 7_919) % size))
  print('consistency proof file', proofs, (i) => folder.ledger.consistencyFile(1 + ((i * 7_919) % size)))
} finally {
  folder.end()
}

function print(name: string, times: number, act: (i: number) => unknown): void {
  const taken = Array.from({ length: times }, (_, i) => {
    const begun = performance.now()
    act(i)
    return performance.now() - begun
  }).toSorted((a, b) => a - b)
  const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))]!.toFixed(2)
  console.log(`| ${name} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`)
}
