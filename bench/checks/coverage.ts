import { bootstrapSituation, coverage, situations } from '../../test/domain/evidence/statistics/coverage.ts'

/**
 * How often 95 % intervals hold the truth, by simulation: 94 to 96.5 % is the aim.
 *
 *   npx node bench/checks/coverage.ts [runs] [seed]
 */
const runs = Number(process.argv[2] ?? 100_000)
const seed = Number(process.argv[3] ?? 1)
console.log(`${runs.toLocaleString('en-GB')} runs a line (a twentieth for the bootstrap), seed ${seed}`)
for (const situation of situations) report(situation, runs)
report(bootstrapSituation, Math.ceil(runs / 20))

function report(situation: (typeof situations)[number], times: number): void {
  const share = coverage(situation, { seed, runs: times })
  const within = share >= 0.94 && share <= 0.965
  console.log(`${(100 * share).toFixed(2)} %  ${within ? 'within' : 'OUTSIDE'}  ${situation.name}`)
}
