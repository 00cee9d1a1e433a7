import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as z from 'zod'
import { driftChoices, type DriftCell, type DriftColumn, type DriftMeasure, type DriftResult, type DriftSettings } from '../../../../shared/contract/evidence.ts'
import type { ColumnCounts, DriftFacts } from '../../../../electron/domain/evidence/drift/facts.ts'
import { driftKind } from '../../../../electron/domain/evidence/drift/kind.ts'
import { createAnalytics } from '../../../../electron/platform/duckdb.ts'
import { nodePrograms } from '../../../../electron/platform/programs.ts'
import { quietWork } from '../check-runs.ts'

export type Ask = Partial<z.input<typeof driftChoices>>

/** Files in a folder of their own, asked of the real DuckDB child. */
export function createDriftRuns() {
  const dir = mkdtempSync(join(tmpdir(), 'drift-'))
  const analytics = createAnalytics({ programs: nodePrograms, scratchDir: join(dir, 'scratch') })
  return {
    dir,
    write(name: string, content: string | Uint8Array): string {
      const path = join(dir, name)
      writeFileSync(path, content)
      return path
    },
    async run(paths: { data: string; reference?: string }, ask: Ask = {}, change: (settings: DriftSettings) => DriftSettings = (settings) => settings): Promise<DriftResult> {
      const settings = change(driftKind.toSettings(driftChoices.parse(ask)))
      driftKind.refuseSettings(settings, Object.keys(paths))
      const counting = await analytics.check({ kind: 'drift', paths, settings }, quietWork)
      try {
        const facts = counting.facts as DriftFacts
        driftKind.refuseFacts(facts, settings)
        const counts = (await counting.release()) as ColumnCounts[]
        return driftKind.toResult({ settings, facts, engine: { countersign: 'test', duckdb: facts.duckdb, query: facts.query }, counts })
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

export const columnOf = ({ columns }: DriftResult, name: string): DriftColumn => columns.find((column) => column.name === name)!
export const cellOf = (result: DriftResult, name: string, window = 0): DriftCell => columnOf(result, name).windows[window]!
export const valueOf = (result: DriftResult, name: string, measure: DriftMeasure, window = 0): number | null => cellOf(result, name, window).values[measure]?.value ?? null
export const metricOf = ({ metrics }: DriftResult, name: string, over: readonly string[]) => metrics.find((metric) => metric.name === name && metric.over.join() === over.join())!
