import type { Folds, Summaries } from '../ledger/folds.ts'
import { insertPolicy } from './store.ts'

type Kinds = 'policy.adopted/v1'

export const policyFolds: Folds<Kinds> = {
  'policy.adopted/v1': ({ seq, at, actor, body: { policy, sha256 } }, index) => insertPolicy(index, { id: policy.id, version: policy.version, sha256, policy, seq, at, by: actor }),
}

export const policySummaries: Summaries<Kinds> = {
  'policy.adopted/v1': ({ body: { policy } }) => ({ summary: `Policy ${policy.title}, version ${policy.version}`, subject: policy.id }),
}
