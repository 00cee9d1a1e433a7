import type { Challenge } from '../../../shared/contract/challenges.ts'
import type { Condition } from '../../../shared/contract/conditions.ts'
import type { Finding } from '../../../shared/contract/findings.ts'
import type { Review } from '../../../shared/contract/reviews.ts'
import type { Waiver } from '../../../shared/contract/waivers.ts'
import type { Index } from '../../platform/sqlite.ts'
import { toChallenge } from './challenges/service.ts'
import { readChallenges } from './challenges/store.ts'
import { toStandingCondition } from './conditions/service.ts'
import { readConditions } from './conditions/store.ts'
import { dayOf } from './days.ts'
import { toFinding } from './findings/service.ts'
import { readFindings } from './findings/store.ts'
import { toWaiver } from './waivers/service.ts'
import { readWaivers } from './waivers/store.ts'

/** What was found, asked, imposed and let pass around a version, closed ones too. */
export interface ItemsOfVersion {
  readonly findings: readonly Finding[]
  readonly challenges: readonly Challenge[]
  readonly conditions: readonly Omit<Condition, 'suspendsOn'>[]
  readonly waivers: readonly Waiver[]
}

/** Everything that ever stood around a version and its requests, oldest first, as of `now`. */
export const createItemReaders = ({ index, now }: { index: Index; now: () => Date }) => (version: string, reviews: readonly Pick<Review, 'seq'>[]): ItemsOfVersion => {
  const at = now().toISOString()
  return {
    findings: readFindings(index, version).map((row) => toFinding(row, dayOf(at))).toSorted((a, b) => a.seq - b.seq),
    challenges: reviews.flatMap(({ seq }) => readChallenges(index, seq)).map((row) => toChallenge(row, version)),
    conditions: reviews.flatMap(({ seq }) => readConditions(index, seq)).map((row) => toStandingCondition(row, version, dayOf(at))),
    waivers: readWaivers(index, version).map((row) => toWaiver(row, at)),
  }
}
