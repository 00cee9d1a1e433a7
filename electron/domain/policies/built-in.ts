import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { builtInPolicyId, policy as policySchema, type BuiltInPolicyId, type Policy } from '../../../shared/contract/policies.ts'
import { assetFile } from '../../platform/assets.ts'

export const builtInIds: readonly BuiltInPolicyId[] = builtInPolicyId.options

const read = new Map<BuiltInPolicyId, Policy>()

/** assets/policies/<id>.yaml, read once. */
export function builtIn(id: BuiltInPolicyId): Policy {
  let policy = read.get(id)
  if (!policy) read.set(id, (policy = policySchema.parse(parse(readFileSync(assetFile(`policies/${id}.yaml`), 'utf8')))))
  return policy
}
