import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { policy as policySchema, type Policy } from '../../../shared/contract/policies.ts'
import { assetFile } from '../../platform/assets.ts'

/** The policies that come with the product: a workspace starts with one of them. */
export const builtInIds = ['two-person', 'tiered'] as const
export type BuiltInId = (typeof builtInIds)[number]

const read = new Map<BuiltInId, Policy>()

/** assets/policies/<id>.yaml, read once. */
export function builtIn(id: BuiltInId): Policy {
  let policy = read.get(id)
  if (!policy) read.set(id, (policy = policySchema.parse(parse(readFileSync(assetFile(`policies/${id}.yaml`), 'utf8')))))
  return policy
}
