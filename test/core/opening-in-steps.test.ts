import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openWorkspaceInSteps } from '../../electron/core/workspace.ts'
import { readKinds } from '../../electron/domain/ledger/entry-rows.ts'
import { fillLedger } from '../support/long-ledger.ts'
import { createWorld, founder, quiet } from '../support/world.ts'

const size = 5_500

it('a workspace whose index.db is gone is opened while others are served; given up, it keeps what was folded', async () => {
  const world = await createWorld()
  fillLedger(world.workspace.ledger, founder, size)
  world.workspace.close()
  const removeIndex = () => ['', '-wal', '-shm'].forEach((suffix) => rmSync(join(world.dir, `index.db${suffix}`), { force: true }))

  removeIndex()
  let turns = 0
  const clock = setInterval(() => turns++, 2)
  const steps: number[] = []
  const progress = (done: number) => void steps.push(done)
  const workspace = await openWorkspaceInSteps(world.dir, world.machine, { ...quiet, progress })
  clearInterval(clock)
  expect(turns).toBeGreaterThan(3)
  expect(steps).toEqual(Array.from({ length: 11 }, (_, i) => (i + 1) * 500))
  expect(readKinds(workspace.index).find(({ kind }) => kind === 'document.withdrawn/v1')!.count).toBe(size - 3)
  workspace.close()

  removeIndex()
  const stop = new AbortController()
  const abandoned = openWorkspaceInSteps(world.dir, world.machine, { signal: stop.signal, progress: () => stop.abort() })
  await expect(abandoned).rejects.toMatchObject({ code: 'CANCELLED' })
  world.reopen()
  await world.check()
  world.end()
})
