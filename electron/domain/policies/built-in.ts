import { readFileSync } from 'node:fs'
import { builtInPolicyId, type BuiltInPolicyId, type Policy } from '../../../shared/contract/policies.ts'
import { parsePolicyText } from '../../../shared/policy-yaml.ts'
import { assetFile } from '../../platform/assets.ts'

export const builtInIds: readonly BuiltInPolicyId[] = builtInPolicyId.options

const read = new Map<BuiltInPolicyId, Policy>()

/** assets/policies/<id>.yaml, read once. */
export function builtIn(id: BuiltInPolicyId): Policy {
  const known = read.get(id)
  if (known) return known
  const { policy, problems } = parsePolicyText(readFileSync(assetFile(`policies/${id}.yaml`), 'utf8'))
  if (!policy) throw new Error(`assets/policies/${id}.yaml is no policy: ${problems.join('; ')}`)
  read.set(id, policy)
  return policy
}
