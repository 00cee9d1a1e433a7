import type { Policy } from '../../shared/contract/policies.ts'
import type { Workspace } from '../../electron/core/workspace.ts'
import { builtIn } from '../../electron/domain/policies/service.ts'
import { passphraseOf } from './world.ts'

/** The two-person policy, but that tiers 2 to 4 may be signed in a batch. */
export function toBatchPolicy(batchMax: number): Policy {
  const policy = builtIn('two-person')
  return { ...policy, version: 2, title: 'Two-person sign-off, in batches', signing: { ...policy.signing, batchMax }, tiers: policy.tiers.map((one) => ({ ...one, batch: one.tier > 1 })) }
}

export const adoptBatchPolicy = (workspace: Workspace, people: readonly [string, string], batchMax = 20): Promise<void> => adoptPolicy(workspace, people, toBatchPolicy(batchMax))

/** Puts it into force by two people who may. */
export async function adoptPolicy({ policies }: Workspace, [proposer, second]: readonly [string, string], policy: Policy): Promise<void> {
  const asked = policies.proposeStatement(proposer, { policy, reason: 'Many small models.' })
  const { id } = await policies.propose(proposer, { sha256: asked.sha256, passphrase: passphraseOf(proposer) })
  const { sha256 } = policies.confirmStatement(second, { id })
  await policies.confirm(second, { id, sha256, passphrase: passphraseOf(second) })
}
