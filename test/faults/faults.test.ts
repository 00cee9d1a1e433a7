import { describe, expect, it } from 'vitest'
import { appendTogether, damageWal, fillUp, injectFaults, killAtRandom, whyNoStrace } from './campaign.ts'

/** The short form; `npm run faults` runs the long one and writes docs/reliability.md. */
const unharmed = { lost: 0, findings: [] }

describe('a ledger whose process or disk fails', () => {
  it('survives kill -9', async () => {
    expect(await killAtRandom(8)).toMatchObject({ runs: 8, ...unharmed })
  })

  it('survives whatever is left of the write-ahead log', () => {
    expect(damageWal(60)).toMatchObject({ runs: 60, ...unharmed })
  })

  it('takes entries from two processes while a third one verifies', async () => {
    expect(await appendTogether(2, 150)).toMatchObject({ acknowledged: 300, ...unharmed })
  })

  // Windows has no limit on the size of files that could stand for a full disk.
  it.runIf(process.platform !== 'win32')('survives a file that can not grow', async () => {
    expect(await fillUp(2)).toMatchObject({ runs: 2, ended: 2, ...unharmed })
  })

  const reason = whyNoStrace()
  if (reason) process.stderr.write(`Faults at system calls are not injected: ${reason}.\n`)
  it.runIf(reason === null)('survives errors and death at system calls', async () => {
    const outcome = await injectFaults(18)
    expect(outcome).toMatchObject(unharmed)
    expect(outcome.ended).toBeGreaterThan(3)
  })
})
