import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { noteVerification, readNotedVerification } from '../../electron/domain/ledger/verification-notes.ts'
import { toAuditTrail } from '../../shared/audit-trail.ts'
import type { Verification } from '../../shared/contract/ledger.ts'
import { createWorld, founder, quiet, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld('tiered')
})
afterAll(() => world.end())

it('the strictest tier in use says when the ledger is to be verified in full; the agenda says it, and it is known after the next opening', async () => {
  const { catalog } = world.workspace
  expect(world.workspace.trail()).toEqual({ last: null, demand: null })
  catalog.addUseCase(founder, { name: 'Retail credit', purpose: 'p', affected: '', tier: 2, tierReasons: '' })
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  expect(world.workspace.trail().demand).toMatchObject({ tier: 2, days: 31, late: false, sentence: 'Tier 2 asks for a full verification of the ledger every 31 days. It was not verified in full on this computer yet.' })
  world.clock.advance(40 * 86_400_000)
  expect(world.workspace.inventory.agenda(null, 30).find(({ id }) => id === 'verify-ledger')).toMatchObject({ late: true, sentence: expect.stringMatching(/Verify it now\.$/) as string })
  const { verifiedAt, size, rootHash } = await world.workspace.ledger.verify('full', quiet)
  world.reopen()
  expect(world.workspace.ledger.lastVerification()?.level).not.toBe('full')
  expect(world.workspace.trail()).toMatchObject({ last: { verifiedAt, verdict: 'intact', size, rootHash, findings: 0 }, demand: { late: false } })
  expect(world.workspace.inventory.agenda(null, 60).find(({ id }) => id === 'verify-ledger')).toMatchObject({ late: false })
})

it('an older copy that is verified does not stand in for the ledger, and a damaged note counts as none', () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'trail-'))
  const result = (size: number, verifiedAt: string) => ({ verdict: 'intact', size, rootHash: 'r', verifiedAt, findings: [] }) as unknown as Verification
  noteVerification(stateDir, 'o', result(10, '2026-11-01T00:00:00.000Z'))
  noteVerification(stateDir, 'o', result(5, '2026-11-02T00:00:00.000Z'))
  expect(readNotedVerification(stateDir, 'o')).toMatchObject({ size: 10 })
  noteVerification(stateDir, 'o', result(11, '2026-11-03T00:00:00.000Z'))
  expect(readNotedVerification(stateDir, 'o')).toMatchObject({ size: 11, verifiedAt: '2026-11-03T00:00:00.000Z' })
  const later = { demands: [{ tier: 3 as const, days: 31 }, { tier: 1 as const, days: 7 }], begunAt: '2026-01-01T00:00:00.000Z', now: '2026-11-21T00:00:00.000Z' }
  expect(toAuditTrail({ ...later, last: readNotedVerification(stateDir, 'o') }).demand).toMatchObject({ tier: 1, dueAt: '2026-11-10T00:00:00.000Z', late: true })
  rmSync(join(stateDir, 'verifications'), { recursive: true })
  writeFileSync(join(stateDir, 'verifications'), 'no folder')
  expect(readNotedVerification(stateDir, 'o')).toBeNull()
  rmSync(stateDir, { recursive: true })
})
