import type { DateProfile } from '../../../../shared/contract/evidence.ts'
import { type Statements, toCount } from './statements.ts'

export type DateCounts = DateProfile

export interface InstantCounts {
  profile: DateProfile
  rows: number
  distinct: number
  commonest: number
  /** Every value is a midnight: the column holds dates. */
  midnights: boolean
}

/** A series is regular if so many of the steps between neighbouring values are the same. */
const regularShare = 0.8

/** First, last and, for a regular series, the places where a step is missing. Null where there is no instant. */
export async function countDates(ask: Statements, instants: string): Promise<InstantCounts | null> {
  const basic = await ask.row(`SELECT count(*) AS d, sum(n) AS r, max(n) AS m, CAST(min(v) AS VARCHAR) AS low, CAST(max(v) AS VARCHAR) AS high, bool_and(v = date_trunc('day', v)) AS midnights FROM ${instants}`)
  const [distinct, rows] = [toCount(basic['d']), toCount(basic['r'])]
  if (rows === 0) return null
  const midnights = basic['midnights'] === true
  const ends = [String(basic['low']), String(basic['high'])].map((text) => (midnights ? text.replace(/ 00:00:00$/, '') : text)) as [string, string]
  const profile = { min: ends[0], max: ends[1], gaps: distinct < 10 ? null : await findGaps(ask, instants) }
  return { profile, rows, distinct, commonest: toCount(basic['m']), midnights }
}

async function findGaps(ask: Statements, instants: string): Promise<DateProfile['gaps']> {
  const steps = `(SELECT epoch(v) - lag(epoch(v)) OVER (ORDER BY v) AS step FROM ${instants} WHERE isfinite(v))`
  const [usual] = await ask.rows(`SELECT step, count(*) AS k, sum(count(*)) OVER () AS total FROM ${steps} WHERE step IS NOT NULL GROUP BY step ORDER BY k DESC, step LIMIT 1`)
  if (usual === undefined || toCount(usual['k']) < regularShare * toCount(usual['total'])) return null
  const step = Number(usual['step'])
  const gaps = await ask.row(`SELECT count(*) AS gaps, max(step) AS longest FROM ${steps} WHERE step > ${step * 1.5}`)
  return { stepSeconds: step, gaps: toCount(gaps['gaps']), longestSeconds: Number(gaps['longest'] ?? step) }
}
