import type { TierDemands } from '../../shared/contract/policies.ts'
import { judgeDemand } from '../../shared/demands.ts'
import { toWords } from '../../shared/policy-words.ts'
import type { Holdings } from '../domain/evidence/service.ts'

/** Kinds of evidence that a tier demands and that a version does not have in the way that is demanded. */
export function createGaps({ about, gather }: Pick<Holdings, 'about' | 'gather'>): (version: string, demands: TierDemands) => string[] {
  return (version, { evidence: demanded }) => {
    if (demanded.length === 0) return []
    const { records, context } = gather(about(version))
    return demanded.filter((demand) => judgeDemand(demand, records, context).status !== 'met').map(({ kind }) => toWords(kind))
  }
}
