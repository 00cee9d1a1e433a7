import type { TierDemands } from '../../shared/contract/policies.ts'
import { judgeDemand } from '../../shared/demands.ts'
import { toWords } from '../../shared/id-words.ts'
import { judgeTestSets } from '../../shared/test-sets.ts'
import type { Holdings } from '../domain/evidence/service.ts'

export type Demanded = Pick<TierDemands, 'evidence' | 'testSet'>

/** For each of these, what a version does not have in the way that is demanded, a phrase each. */
export function createGaps({ about, gather }: Pick<Holdings, 'about' | 'gather'>): (version: string, demanded: readonly Demanded[]) => string[][] {
  return (version, demanded) => {
    if (demanded.every(({ evidence, testSet }) => evidence.length === 0 && !testSet.sealed && testSet.maxUses === null)) return demanded.map(() => [])
    const { records, context } = gather(about(version))
    return demanded.map((one) => [
      ...one.evidence.filter((demand) => judgeDemand(demand, records, context).status !== 'met').map(({ kind }) => toWords(kind)),
      ...new Set(judgeTestSets(one, records).map(({ control }) => toWords(control))),
    ])
  }
}
