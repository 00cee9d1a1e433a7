import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performanceChoices, performanceResult, type PerformanceResult } from '../../../../shared/contract/evidence.ts'
import type * as z from 'zod'
import { performanceKind } from '../../../../electron/domain/evidence/performance/kind.ts'
import { tallyPerformance } from '../../../../electron/domain/evidence/performance/tally.ts'
import { projectFile } from '../../../../electron/platform/assets.ts'
import { inspectDataFile, type DataFile } from '../../../../electron/platform/data-file.ts'
import { openSession } from '../../../../electron/platform/duckdb-session.ts'

export type Choices = z.input<typeof performanceChoices>
export type Paths = { data: string; reference?: string; challenger?: string }

export const german = projectFile('examples/german-credit/german-lr-predictions.csv')
export const fixture = (name: string): string => projectFile(`test/fixtures/data/${name}`)
export const byPrediction: Choices = { task: 'binary', label: 'label', positive: '1', model: { prediction: 'prediction', score: 'score', cutoff: null } }

/** Files in a folder of their own, counted by DuckDB in this process (tests of the command line have it in its own); the result is what would be stored. */
export function createPerformanceRuns() {
  const dir = mkdtempSync(join(tmpdir(), 'performance-'))
  return {
    write(name: string, content: string): string {
      const path = join(dir, name)
      writeFileSync(path, content)
      return path
    },
    async run(paths: Paths, choices: Choices): Promise<PerformanceResult> {
      const settings = performanceKind.toSettings(performanceChoices.parse(choices))
      performanceKind.refuseSettings(settings, Object.keys(paths))
      const inputs = new Map<string, DataFile>()
      for (const [role, path] of Object.entries(paths)) inputs.set(role, await inspectDataFile(path))
      const session = await openSession(inputs, join(dir, 'scratch'))
      try {
        const { facts, release } = await tallyPerformance(session, settings, () => {})
        performanceKind.refuseFacts(facts, settings)
        return performanceResult.parse(performanceKind.toResult({ settings, facts, engine: { countersign: 'test', duckdb: facts.duckdb, query: facts.query }, counts: await release() }))
      } finally {
        session.close()
      }
    },
    end() {
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Values over all rows by name. */
export const valuesOf = ({ data }: PerformanceResult): Record<string, number | null> => Object.fromEntries(data.estimates.map(({ name, value }) => [name, value]))
