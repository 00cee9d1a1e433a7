import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Review, StatementInput } from '../../../shared/contract/reviews.ts'
import { signers, addTieredVersion } from '../../support/tiered-version.ts'
import { createWorld, founder, passphraseOf, type World } from '../../support/world.ts'

let world: World
const folder = mkdtempSync(join(tmpdir(), 'stories-'))
beforeAll(async () => {
  world = await createWorld('tiered')
  for (const [email, role] of Object.entries(signers)) await world.enrol(email, role)
})
afterAll(() => {
  world.end()
  rmSync(folder, { recursive: true, force: true })
})

async function sign(email: string, id: string, terms: StatementInput): Promise<Review> {
  const { reviews } = world.workspace
  const { sha256 } = reviews.statement(email, { id, ...terms })
  return reviews.sign(email, { id, sha256, passphrase: passphraseOf(email) })
}

describe('a version of the lowest tier', () => {
  it('is approved by the signature of its owner, once everything that the tier demands is there', async () => {
    const version = await addTieredVersion(world.workspace, founder, 4, folder)
    const { id, state, gaps } = world.workspace.reviews.request(founder, { version, message: '' })
    expect({ state, gaps }).toEqual({ state: 'draft', gaps: [] })
    expect(() => world.workspace.reviews.statement(founder, { id, act: 'submit', conflict: 'none' })).toThrow(/asks for model owner/)
    expect(() => world.workspace.reviews.statement('owner@example.org', { id, act: 'submit' })).toThrow(/Say whether anything could sway you/)
    const approved = await sign('owner@example.org', id, { act: 'submit', conflict: 'none' })
    expect(approved).toMatchObject({ state: 'approved', expiresAt: '2029-11-20T10:00:00.000Z' })
    expect(approved.moves.map(({ to, by }) => `${to} by ${by}`)).toEqual(['submitted by person', 'in_review by system', 'pending_decision by system', 'approved by system'])
    await world.check()
  })
})

describe('a version of the highest tier', () => {
  it('is approved by eight people with eight roles, in their order, and by nobody fewer', async () => {
    const { reviews } = world.workspace
    const version = await addTieredVersion(world.workspace, founder, 1, folder)
    const { id, gaps } = reviews.request(founder, { version, message: 'Please validate.' })
    expect(gaps.map(({ kind, why }) => `${kind}: ${why}`)).toEqual([])
    expect((await sign('owner@example.org', id, { act: 'submit', conflict: 'none' })).state).toBe('in_validation')
    expect(() => reviews.statement('risk@example.org', { id, act: 'review' })).toThrow('is in validation; to sign the review, it has to be in review')
    expect(() => reviews.statement('validator@example.org', { id, act: 'validate', conclusion: 'fit' })).toThrow(/Independent validation report/)
  })
})
