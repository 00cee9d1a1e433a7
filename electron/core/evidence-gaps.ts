import type { EvidenceDemand } from '../../shared/contract/policies.ts'
import { judgeDemand } from '../../shared/demands.ts'
import { toWords } from '../../shared/id-words.ts'
import type { Holdings } from '../domain/evidence/service.ts'

/** For each of these lists of demands, the kinds of evidence that a version does not have in the way that is demanded. */
export function createGaps({ about, gather }: Pick<Holdings, 'about' | 'gather'>): (version: string, demanded: readonly EvidenceDemand[][]) => string[][] {
  return (version, demanded) => {
    if (demanded.every((list) => list.length === 0)) return demanded.map(() => [])
    const { records, context } = gather(about(version))
    return demanded.map((list) => list.filter((demand) => judgeDemand(demand, records, context).status !== 'met').map(({ kind }) => toWords(kind)))
  }
}
