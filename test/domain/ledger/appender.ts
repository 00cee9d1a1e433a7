import { setTimeout as pause } from 'node:timers/promises'
import { openLedger } from '../../../electron/domain/ledger/open.ts'
import { AppError } from '../../../shared/errors.ts'
import { createMemoryRecords, dataset } from './sample.ts'

/**
 * A process that appends: `node appender.ts DIR STATE-DIR NAME COUNT`. It says the number of each entry after it was
 * acknowledged, and ends with 3 and the code of the error where one is refused.
 */
const [dir = '', stateDir = '', name = '', count = '0'] = process.argv.slice(2)

try {
  const ledger = openLedger({ dir, stateDir, clock: { now: () => new Date(), offsetMinutes: () => 0 }, records: createMemoryRecords() })
  for (let i = 0; i < Number(count); i++) {
    // Lengths differ, but are the same in each run: whoever counts system calls in one and fails them in another finds the same ones.
    const [entry] = ledger.append(`${name}@example.org`, () => dataset(`${name}-${i}`, 'x'.repeat((i * 337) % 800)))
    process.stdout.write(`${entry!.seq}\n`)
    // Without pauses the lock hardly ever changes hands.
    if (Math.random() < 0.3) await pause(Math.random() * 3)
  }
  ledger.close()
} catch (error) {
  if (!(error instanceof AppError)) throw error
  process.stdout.write(`${error.code}\n`)
  process.exitCode = 3
}
