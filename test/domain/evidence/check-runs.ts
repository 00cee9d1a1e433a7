import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultThresholds, type FairnessResult, type FairnessSettings } from '../../../shared/contract/evidence.ts'
import type { Work } from '../../../shared/contract/handlers.ts'
import type { FairnessCell, FairnessCounts, FairnessFacts } from '../../../electron/domain/evidence/fairness/facts.ts'
import { fairnessKind } from '../../../electron/domain/evidence/fairness/kind.ts'
import { toFairnessResult } from '../../../electron/domain/evidence/fairness/result.ts'
import { missingTokens } from '../../../electron/platform/data-source.ts'
import { createAnalytics } from '../../../electron/platform/duckdb.ts'
import { nodePrograms } from '../../../electron/platform/programs.ts'

export const quietWork: Work = { signal: new AbortController().signal, progress: () => {} }

export interface Ask {
  label?: string
  positive?: string
  decision?: FairnessSettings['columns']['decision']
  groups?: string[]
  minimum?: number
  thresholds?: FairnessSettings['thresholds']
  /** Anything else of the settings, and of their columns. */
  columns?: Partial<FairnessSettings['columns']>
  more?: Partial<FairnessSettings>
}

/** Files in a folder of their own, asked of the real DuckDB child. */
export function createRuns() {
  const dir = mkdtempSync(join(tmpdir(), 'checks-'))
  const analytics = createAnalytics({ programs: nodePrograms, scratchDir: join(dir, 'scratch') })
  return {
    dir,
    analytics,
    write(name: string, content: string | Uint8Array): string {
      const path = join(dir, name)
      writeFileSync(path, content)
      return path
    },
    async run(path: string, ask: Ask = {}): Promise<{ result: FairnessResult; cells: FairnessCell[]; counts: FairnessCounts }> {
      const settings = toSettings(ask)
      fairnessKind.refuseSettings(settings, ['data'])
      const counting = await analytics.check({ kind: 'fairness', paths: { data: path }, settings }, quietWork)
      try {
        const facts = counting.facts as FairnessFacts
        fairnessKind.refuseFacts(facts, settings)
        const counts = (await counting.release()) as FairnessCounts
        return { counts, cells: counts.views[0]?.cells ?? [], result: fairnessKind.toResult({ settings, facts, engine: { countersign: 'test', duckdb: facts.duckdb, query: facts.query }, counts }) }
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

export function toSettings({ label = 'label', positive = '1', decision = { kind: 'prediction', column: 'prediction' }, groups = ['group'], minimum = 1, thresholds = defaultThresholds, columns = {}, more = {} }: Ask = {}): FairnessSettings {
  const judged = { thresholds, minimumGroup: minimum, minimumDenominator: minimum, confidence: 0.95 as const, mode: 'point' as const, resamples: 0, seed: 1 }
  return { task: 'binary', columns: { label, positive, decision, groups, ...columns }, ...judged, missing: [...missingTokens], ...more }
}

/** Rows as a person would count them: values of the groups, label, decision. */
export type PlainRow = readonly [groups: readonly (string | null)[], label: boolean, decision: boolean]

export const toCells = (rows: readonly PlainRow[]): FairnessCell[] => rows.map(([groups, label, decision]) => ({ groups: [...groups], label, decision, rows: 1 }))

/** Judges rows without a file. */
export function judgeRows(rows: readonly PlainRow[], ask: Ask = {}): FairnessResult {
  const settings = toSettings(ask)
  return toFairnessResult({
    settings,
    inputs: [{ role: 'data', name: 'rows', sha256: '0'.repeat(64), bytes: 0, format: 'csv' }],
    engine: { countersign: 'test', duckdb: 'none', query: '0'.repeat(64) },
    rows: { read: rows.length, used: rows.length, excluded: {} },
    counts: { views: [{ view: null, cells: toCells(rows) }] },
  })
}

export const metricOf = (result: FairnessResult, name: string, over: readonly string[] = ['group']) =>
  result.metrics.find((metric) => metric.name === name && metric.over.join() === over.join())!

export const groupOf = (result: FairnessResult, by: Record<string, string>) => result.groups.find((group) => JSON.stringify(group.by) === JSON.stringify(by))!
