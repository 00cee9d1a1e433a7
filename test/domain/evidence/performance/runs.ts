import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performanceChoices, performanceResult, type PerformanceResult } from '../../../../shared/contract/evidence.ts'
import type * as z from 'zod'
import type { PerformanceCounts, PerformanceFacts } from '../../../../electron/domain/evidence/performance/facts.ts'
import { performanceKind } from '../../../../electron/domain/evidence/performance/kind.ts'
import { createAnalytics } from '../../../../electron/platform/duckdb.ts'
import { projectFile } from '../../../../electron/platform/assets.ts'
import { nodePrograms } from '../../../../electron/platform/programs.ts'
import { quietWork } from '../check-runs.ts'

export type Choices = z.input<typeof performanceChoices>
export type Paths = { data: string; reference?: string; challenger?: string }

export const german = projectFile('examples/german-credit/german-lr-predictions.csv')
export const fixture = (name: string): string => projectFile(`test/fixtures/data/${name}`)
export const byPrediction: Choices = { task: 'binary', label: 'label', positive: '1', model: { prediction: 'prediction', score: 'score', cutoff: null } }

/** Files in a folder of their own, asked of the real DuckDB child; the result is what would be stored. */
export function createPerformanceRuns() {
  const dir = mkdtempSync(join(tmpdir(), 'performance-'))
  const analytics = createAnalytics({ programs: nodePrograms, scratchDir: join(dir, 'scratch') })
  return {
    write(name: string, content: string): string {
      const path = join(dir, name)
      writeFileSync(path, content)
      return path
    },
    async run(paths: Paths, choices: Choices): Promise<PerformanceResult> {
      const settings = performanceKind.toSettings(performanceChoices.parse(choices))
      performanceKind.refuseSettings(settings, Object.keys(paths))
      const counting = await analytics.check({ kind: 'performance', paths: { ...paths }, settings }, quietWork)
      try {
        const facts = counting.facts as PerformanceFacts
        performanceKind.refuseFacts(facts, settings)
        const counts = (await counting.release()) as PerformanceCounts
        return performanceResult.parse(performanceKind.toResult({ settings, facts, engine: { countersign: 'test', duckdb: facts.duckdb, query: facts.query }, counts }))
      } finally {
        counting.close()
      }
    },
    end() {
      analytics.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Values over all rows by name. */
export const valuesOf = ({ data }: PerformanceResult): Record<string, number | null> => Object.fromEntries(data.estimates.map(({ name, value }) => [name, value]))
