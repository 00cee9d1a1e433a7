import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StatementInput } from '../../../shared/contract/reviews.ts'
import { openWorkspace } from '../../../electron/core/workspace.ts'
import { passphraseOf, type World } from '../../support/world.ts'
import { approver, compliance, createItemWorld, request, risk } from './item-world.ts'

let world: World
beforeAll(async () => void (world = await createItemWorld()))
afterAll(() => world.end())
const room = () => world.workspace

describe('two reviewers who act at the same time', () => {
  it('never fill one place twice nor decide twice: the second is told what the first did, and the ledger holds', async () => {
    const id = request(world)
    const other = openWorkspace(world.dir, world.machine)
    const signAt = ({ reviews }: Pick<World['workspace'], 'reviews'>, email: string, terms: StatementInput) => {
      const { sha256 } = reviews.statement(email, { id, ...terms })
      return reviews.sign(email, { id, sha256, passphrase: passphraseOf(email) })
    }
    const together = async (...acts: readonly Promise<unknown>[]) => {
      const outcomes = await Promise.allSettled(acts)
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      return String(outcomes.find((one) => one.status === 'rejected')!.reason)
    }
    try {
      // Both read their statement before either signs.
      expect(await together(signAt(room(), risk, { act: 'review' }), signAt(other, compliance, { act: 'review' }))).toMatch(/AppError: .*(moved on|already|decision)/)
      expect(room().reviews.get(id)).toMatchObject({ state: 'pending_decision', signatures: [{ revision: 1 }] })
      const free = [compliance, approver].filter((email) => room().reviews.get(id).signatures[0]!.email !== email)
      const reject = { act: 'reject' as const, reason: 'The gap is not explained.', reasonCodes: ['fairness_below_threshold' as const], needed: 'Explain it.' }
      await together(signAt(room(), approver, { act: 'approve' }), signAt(other, free[0] === approver ? approver : compliance, reject))
      expect(['approved', 'rejected']).toContain(other.reviews.get(id).state)
      expect(room().reviews.get(id).signatures).toHaveLength(2)
    } finally {
      other.close()
    }
    await world.check()
  })
})
