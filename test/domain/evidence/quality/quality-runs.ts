import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as z from 'zod'
import { qualityChoices, qualityResult, type QualityResult } from '../../../../shared/contract/evidence.ts'
import { qualityKind } from '../../../../electron/domain/evidence/quality/kind.ts'
import { tallyQuality } from '../../../../electron/domain/evidence/quality/tally.ts'
import { inspectDataFile } from '../../../../electron/platform/data-file.ts'
import { openSession } from '../../../../electron/platform/duckdb-session.ts'

export type QualityAsk = z.input<typeof qualityChoices>

/** Files in a folder of their own, profiled by a session as the child process opens it. */
export function createQualityRuns() {
  const dir = mkdtempSync(join(tmpdir(), 'quality-'))
  let at = 0
  return {
    dir,
    write(content: string | Uint8Array, name = `data-${++at}.csv`): string {
      const path = join(dir, name)
      writeFileSync(path, content)
      return path
    },
    async run(paths: string | Record<string, string>, ask: QualityAsk = {}): Promise<QualityResult> {
      const inputs = new Map()
      for (const [role, path] of Object.entries(typeof paths === 'string' ? { data: paths } : paths)) inputs.set(role, await inspectDataFile(path))
      const settings = qualityKind.toSettings(qualityChoices.parse(ask))
      qualityKind.refuseSettings(settings, [...inputs.keys()])
      const session = await openSession(inputs, mkdtempSync(join(dir, 'scratch-')))
      try {
        const { facts, release } = await tallyQuality(session, settings, () => {})
        qualityKind.refuseFacts(facts, settings)
        const engine = { countersign: 'test', duckdb: facts.duckdb, query: facts.query }
        return qualityResult.parse(qualityKind.toResult({ settings, facts, engine, counts: await release() }))
      } finally {
        session.close()
      }
    },
    end: () => rmSync(dir, { recursive: true, force: true }),
  }
}

export const columnOf = ({ columns }: QualityResult, name: string) => columns.find((column) => column.name === name)!
export const metricOf = ({ metrics }: QualityResult, name: string, ...over: string[]) => metrics.find((metric) => metric.name === name && metric.over.join() === over.join())!
